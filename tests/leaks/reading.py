"""All the words of an exported file, whatever its format."""

import io
import zipfile

import pypdfium2


def words_in(data: bytes, format: str) -> str:
    if format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            )
    if format == "pdf":
        document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
        return " ".join(" ".join(pages).split())
    return data.decode()
