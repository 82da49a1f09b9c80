"""Electronic books: the order of reading, their metadata, and protection."""

from datetime import date

import pytest

from corpus.article import UnreadableArticleError
from corpus.epub import read_epub
from tests.corpus.office_files import epub_file, with_part

CHAPTERS = [
    "<h1>港口换机器</h1><p>星桥机器人<b>周二</b>\n  宣布签约。</p><script>var x</script>",
    "<h1>Port &amp; robots</h1><p>Three hundred\nmachines.</p><ul><li>one</li><li>two</li></ul>",
    "<p>赤霞園區<ruby>首度<rt>shǒudù</rt></ruby>送電。</p><table><tr><td>公司</td><td>金額</td></tr></table>",
]
METADATA = (
    "<dc:title>港口周刊</dc:title><dc:creator>林小树</dc:creator><dc:creator>Jane Doe</dc:creator><dc:publisher>北灯</dc:publisher>"
    '<dc:date>2024-03-05T00:00:00Z</dc:date><dc:identifier id="u">https://example.org/1</dc:identifier>'
)


def test_chapters_are_read_in_order_without_the_table_of_contents() -> None:
    lines = read_epub(epub_file(CHAPTERS)).text.split("\n")
    assert lines == [
        *("港口换机器", "星桥机器人周二宣布签约。"),
        *("Port & robots", "Three hundred machines.", "one", "two"),
        *("赤霞園區首度送電。", "公司 | 金額"),
    ]


def test_the_metadata_of_the_package_are_of_the_publication() -> None:
    said = read_epub(epub_file(CHAPTERS, METADATA)).published_as
    assert (said.title, said.author, said.source) == ("港口周刊", "林小树, Jane Doe", "北灯")
    assert (said.published, said.url) == (date(2024, 3, 5), "https://example.org/1")


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<CipherData><CipherReference URI="OEBPS/{}"/></CipherData></EncryptedData></encryption>'
)


def test_a_protected_chapter_is_refused_and_a_scrambled_font_is_not() -> None:
    book = epub_file(CHAPTERS)
    assert read_epub(with_part(book, "META-INF/encryption.xml", ENCRYPTION.format("font.otf").encode())).text
    with pytest.raises(UnreadableArticleError, match=r"protected \(DRM\)"):
        read_epub(with_part(book, "META-INF/encryption.xml", ENCRYPTION.format("c0.xhtml").encode()))


@pytest.mark.parametrize(
    ("part", "content", "problem"),
    [
        ("META-INF/container.xml", b"<container/>", "names no package"),
        ("OEBPS/book.opf", b"<package", "damaged"),
        ("OEBPS/book.opf", b'<!DOCTYPE p [<!ENTITY a "b">]><package>&a;</package>', "declares XML entities"),
        ("OEBPS/book.opf", b'<package xmlns="http://www.idpf.org/2007/opf"/>', "holds no text"),
    ],
)
def test_a_book_that_cannot_be_read_says_why(part: str, content: bytes, problem: str) -> None:
    with pytest.raises(UnreadableArticleError, match=problem):
        read_epub(with_part(epub_file(CHAPTERS), part, content))


def test_a_missing_chapter_is_named() -> None:
    book = epub_file(CHAPTERS).replace(
        b"c1.xhtml", b"c9.xhtml"
    )  # in the directory of the zip, not in the packed package
    with pytest.raises(UnreadableArticleError, match=r"lacks its part OEBPS/c1\.xhtml"):
        read_epub(book)
