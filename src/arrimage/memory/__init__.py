"""What a plan was: adopted, amended, at any past day, compared, carried over to the next."""
