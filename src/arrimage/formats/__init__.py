"""Documents to dataclasses and back. No Django below this line.

Stage 1, ``readers``: bytes → :class:`~arrimage.formats.document.SourceDocument`, faithful to what
is printed. Stage 2, ``recognition``: source document → :class:`~arrimage.formats.draft.PlanDraft`.
``language`` turns French and English phrases into values; ``writers`` turn a draft into documents.
"""
