from datetime import date

import pytest
import typst

from rondkomen.files import pdf

LETTER = "= #data.title\nBeste #data.name,\n\n#data.body"
DAY = date(2026, 11, 2)


def rendered(**data):
    return pdf.render(LETTER, {"title": "Brief", "name": "", "body": "", **data}, made_on=DAY)


@pytest.mark.parametrize(
    "mark", [b"/StructTreeRoot", b"/MarkInfo", b"(nl)", b"pdfuaid:part", b"NotoSans"]
)
def test_is_tagged_dutch_and_carries_its_font(mark):
    assert mark in rendered(name="J. Jansen")


def test_values_are_printed_not_run():
    assert rendered(name='#panic("uitgevoerd")', body='*geen* vet, $x$ en #read("/etc/hosts")')


def test_is_the_same_byte_for_byte_on_the_same_day():
    assert rendered(name="J. Jansen") == rendered(name="J. Jansen")
    assert rendered(name="J. Jansen") != rendered(name="P. Jansen")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("#data.missing", "missing"),
        ('#read("/etc/hosts")', "not found"),
        ('#read("../../etc/hosts")', "outside"),
        ('#import "@preview/cetz:0.3.0"', "may not import"),
        ("#let x = ", "expected expression"),
    ],
)
def test_a_faulty_template_is_our_fault(source, reason):
    with pytest.raises(pdf.TemplateFault, match=reason):
        pdf.render(source, {"title": "Brief"})


def test_a_picture_without_a_description_is_not_accepted():
    picture = '#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 1 1\\"/>"))'
    with pytest.raises(pdf.TemplateFault, match="alt"):
        pdf.render(picture, {"title": "Brief"})


def test_the_font_covers_the_letters_of_european_names():
    families = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[pdf.FONTS]
    ).families()
    assert families == ["Noto Sans"]
    for name in ("Łukasz Żółć", "Şükran Yıldız", "Đorđe Ćirić", "Иван", "Ĳsbrand"):
        assert b"DejaVu" not in rendered(name=name)
        assert b"Libertinus" not in rendered(name=name)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Goed 🙂 en 🎉", "Goed □ en □"),
        ("中文 en 漢字", "□□ en □□"),
        ("bel\x07 en tik", "bel□ en tik"),
        ("لماذا “waarom” →", "لماذا “waarom” →"),  # our fonts have these
    ],
)
def test_a_sign_without_a_font_is_a_box_and_the_rest_stays(words, printed):
    assert rendered(name=words) == rendered(name=printed)
