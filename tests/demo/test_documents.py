"""The demonstration's plans are office files like those that people send."""

from arrimage.demo.documents import demo_documents
from arrimage.formats.readers import read_document


def test_three_plans_come_in_three_formats_with_their_organisations():
    documents = demo_documents()

    assert [(d.name.rsplit(".")[-1], d.organization) for d in documents] == [
        ("docx", "Réseau Lisière"),
        ("xlsx", "Table nourricière des Hautes-Rives"),
        ("pdf", "Table de quartier du Vieux-Canal"),
    ]


def test_same_plans_have_the_same_bytes_every_time():
    first = [document.data for document in demo_documents()]
    demo_documents.cache_clear()

    assert [document.data for document in demo_documents()] == first


def test_every_plan_is_readable_and_holds_its_tables():
    read = [read_document(document.data, document.name) for document in demo_documents()]

    assert [len(list(document.tables())) for document in read] == [9, 3, 3]
    assert read[0].footnotes == (
        ("1", "Sous réserve du renouvellement de l’entente de soutien à la mission."),
    )
