"""A collection of three small invented articles, and what the index's tests do with folders of such."""

from collections.abc import Mapping
from pathlib import Path

BANK = "云杉银行公布季度业绩\n2024-10-15\n\n云杉银行第三季度净利润为 41 亿元。不良贷款率降到 1.2%。"
CLOUD = "星瀾雲端在臺北開設機房\n2024-11-02\n\n星瀾雲端宣布在臺北開設第二座機房。機房使用再生能源。"
ROBOT = (
    "Harbour Robotics opens a factory\n2024-12-20\n\nHarbour Robotics opened a factory in Porto. It employs 300 people."
)
COLLECTION: Mapping[str, str] = {"bank.txt": BANK, "tw/cloud.txt": CLOUD, "en/robot.md": ROBOT}


def write(folder: Path, files: Mapping[str, str] = COLLECTION) -> Path:
    """Write each text below the folder, which is made and returned."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path, but for locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
