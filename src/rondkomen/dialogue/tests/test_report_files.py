"""The report as a file, whatever people pasted into their answers."""

import io

import docx
import pytest

from rondkomen.dialogue.adapters.report_files import as_docx
from rondkomen.dialogue.core.report.document import Bullets, Document, Paragraph, Table


@pytest.mark.parametrize("sign", ["\x0b", "\x01", "\x1b", "\ufffe"])
def test_signs_that_word_cannot_hold_do_not_cost_the_report(sign: str) -> None:
    pasted = f"eerst{sign}daarna"
    blocks = (Paragraph(pasted), Bullets((pasted,)), Table("", (pasted,), ((pasted,),)))
    word = docx.Document(io.BytesIO(as_docx(Document(pasted, pasted, blocks))))
    told = [part.text for part in word.paragraphs]
    told += [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert told.count("eerst daarna") == 6
