"""A folder with a file of every format, each telling one fact of its own; and files that cannot be read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.office_files import (
    docx_file,
    eml_file,
    epub_file,
    mhtml_file,
    odt_file,
    pptx_file,
    rtf_file,
    srt_file,
    xlsx_file,
)
from tests.corpus.pdf_files import Page, of_paragraphs, pdf, picture, scan


@dataclass(frozen=True, slots=True)
class Fact:
    """What one file tells.

    Attributes:
        question: Asks for it.
        sentence: Says it.
        page: Where the format has pages.
    """

    question: str
    sentence: str
    page: int | None = None


FACTS = {
    "n01.txt": Fact("鹤川航运的新船有多长？", "鹤川航运的新船长三百一十二米。"),
    "n02.md": Fact("How many looms does Weaverly run?", "Weaverly runs 4,120 looms in Tarn Valley."),
    "n03.html": Fact("榆林风电场装了几台风机？", "榆林风电场一共安装了七十六台风机。"),
    "n04.mhtml": Fact("石門水庫的蓄水率是多少？", "石門水庫的蓄水率升到百分之八十三。"),
    "n05.eml": Fact("Who will lead the Pellworth museum?", "Dora Quill will lead the Pellworth museum from May."),
    "n06.docx": Fact("青岚制药在哪里建厂？", "青岚制药决定在临湖县建设第二座工厂。"),
    "n07.odt": Fact("白鷺輪渡何時復航？", "白鷺輪渡將於六月十二日復航。"),
    "n08.rtf": Fact("雪岭滑雪场今年接待了多少游客？", "雪岭滑雪场今年接待游客二十六万人次。"),
    "n09.pptx": Fact("What does the Orrin battery cost?", "The Orrin battery costs $87 per kilowatt hour.", page=2),
    "n10.xlsx": Fact("云栖茶业的产量是多少吨？", "公司：云栖茶业；产量：5310吨"),
    "n11.epub": Fact("Where was the Kestrel comet first seen?", "The Kestrel comet was first seen from Lindisfall."),
    "n12.srt": Fact("竹溪大桥由谁设计？", "竹溪大桥由工程师沈牧云设计。"),
    "n13.vtt": Fact("How deep is the Marrow mine?", "The Marrow mine is 2,340 metres deep."),
    "n14.pdf": Fact("星湾地铁的票价是多少？", "星湾地铁的票价定为四元五角。", page=2),
    "n15.pdf": Fact(
        "Who bought the Halden shipyard?", "Brackwater Holdings bought the Halden shipyard for $415 million.", page=1
    ),
    "n16.pdf": Fact("赤嶺隧道全長多少？", "赤嶺隧道全長十四點六公里。", page=2),
    "n17.png": Fact("蓝杉学院招收多少学生？", "蓝杉学院今年招收九百名学生。"),
    "n18.jpg": Fact("Which port opened the Selkie terminal?", "Port Ardmere opened the Selkie terminal in July."),
    "n19.webp": Fact("鳳鳴劇院有多少座位？", "鳳鳴劇院共有一千八百個座位。"),
    "n20.htm": Fact("How tall is the Vantor tower?", "The Vantor tower is 388 metres tall."),
}
UNREADABLE = {
    "x1.pdf": "encrypted",
    "x2.docx": "damaged",
    "x3.txt": "empty",
    "x4.zip": "not a format that can be read",
    "x5.xlsx": "encrypted or an older Office file",
}
_FILLER = {
    "en": "The council met on Monday and heard reports from three committees about roads, schools and the harbour.",
    "zh-Hans": "理事会周一开会，听取了三个委员会关于道路、学校和港口的报告，并决定下月再议。",
}


def write_formats(folder: Path) -> None:
    """Write every file of `FACTS` and `UNREADABLE`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**_text_files(), **_office_files(), **_paged_files(), **_unreadable_files()}.items():
        (folder / name).write_bytes(content)


def _says(name: str) -> str:
    return FACTS[name].sentence


def _page(title: str, sentence: str, language: str) -> str:
    filler = _FILLER["en" if language == "en" else "zh-Hans"]
    return (
        f'<html lang="{language}"><head><title>{title}</title></head><body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>'
        f"<p>{filler}</p><p>{sentence}</p><p>{filler}</p></article></body></html>"
    )


def _text_files() -> dict[str, bytes]:
    captions = ["竹溪大桥", "由工程师沈牧云", "设计。", "明年春天通车。"]
    return {
        "n01.txt": f"鹤川航运下水新船\n{_says('n01.txt')}\n船厂说，它将驶往北方航线。".encode("gb18030"),
        "n02.md": f"---\ntitle: Looms of Tarn Valley\ndate: 2024-03-05\n---\n# Looms\n\n{_says('n02.md')}".encode(),
        "n03.html": _page("榆林风电场并网", _says("n03.html"), "zh-Hans").encode(),
        "n04.mhtml": mhtml_file(_page("石門水庫蓄水", _says("n04.mhtml"), "zh-Hant")),
        "n05.eml": eml_file(_says("n05.eml"), headers={"Subject": "A new head for Pellworth"}),
        "n12.srt": srt_file(captions),
        "n13.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe Marrow mine is\n\n00:02.000 --> 00:03.000\n2,340 metres deep.\n",
        "n20.htm": _page("Vantor tower opens", _says("n20.htm"), "en").encode("utf-16"),
    }


def _office_files() -> dict[str, bytes]:
    return {
        "n06.docx": docx_file(["青岚制药扩建", _says("n06.docx")], title="青岚制药扩建"),
        "n07.odt": odt_file(["輪渡復航", _says("n07.odt")]),
        "n08.rtf": rtf_file(["雪岭滑雪场", _says("n08.rtf")]),
        "n09.pptx": pptx_file([["Storage markets", _FILLER["en"]], ["Prices", _says("n09.pptx")]]),
        "n10.xlsx": xlsx_file({"产量": [["公司", "产量（吨）"], ["云栖茶业", 5310], ["南山茶业", 1204]]}),
        "n11.epub": epub_file(
            [f"<p>{_FILLER['en']}</p>", f"<p>{_says('n11.epub')}</p>"], "<dc:title>Sky notes</dc:title>"
        ),
    }


def _paged_files() -> dict[str, bytes]:
    def first(page: Page) -> None:
        page.paragraph(_FILLER["zh-Hans"] * 3, indent=22)

    def second(page: Page) -> None:
        page.paragraph(_says("n14.pdf") + _FILLER["zh-Hans"], indent=22)

    def columns(page: Page) -> None:
        page.paragraph(_FILLER["en"] * 3, 60, 120, 220)
        page.paragraph(f"{_says('n15.pdf')} {_FILLER['en']}", 315, 120, 220)

    def image(name: str, kind: str) -> bytes:
        target = io.BytesIO()
        picture([_says(name)]).save(target, kind)
        return target.getvalue()

    return {
        "n14.pdf": pdf([first, second], "zh-Hans", title="星湾地铁定价"),
        "n15.pdf": pdf([columns]),
        "n16.pdf": scan([picture(["赤嶺隧道工程報告"]), picture([_says("n16.pdf")])]),
        "n17.png": image("n17.png", "PNG"),
        "n18.jpg": image("n18.jpg", "JPEG"),
        "n19.webp": image("n19.webp", "WEBP"),
    }


def _unreadable_files() -> dict[str, bytes]:
    return {
        "x1.pdf": of_paragraphs([_FILLER["en"]], encrypt="secret"),
        "x2.docx": docx_file(["x"])[:2000],
        "x3.txt": b"\n",
        "x4.zip": b"PK\x05\x06" + b"\0" * 18,
        "x5.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }
