"""An assistant with queued answers over a few invented articles in three scripts."""

import time
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.types import Answer, AnswerSentence, Citation, Draft, Status, Turn
from corpus.article import Article, Chunk
from index.types import Filters, Hit

HANS = Article(
    id="hans/xinglan_b_round",
    title="星澜智能完成 B 轮融资,云杉资本领投",
    text=(
        "10 月 15 日,人工智能公司星澜智能宣布完成 B 轮融资。\n"
        "本轮融资额为 3.2 亿元,由云杉资本领投,老股东北岸创投跟投。公司称资金将用于训练下一代模型和扩建算力。"
        "星澜智能成立于 2021 年,总部位于杭州,目前有员工 260 人。\n"
        "创始人沈岳在发布会上表示,公司不会参与价格战。\n"
        "据了解,星澜智能的大模型“澜图”已接入 40 多家银行和保险公司的客服系统。"
    ),
    language="zh-Hans",
    published=date(2024, 10, 15),
    source="浙江商业观察",
    author="李闻",
    url="https://news.example/xinglan",
)
HANT = Article(
    id="hant/xinglan_dispute",
    title="星瀾智能融資金額傳出兩種說法",
    text=(
        "本報十月十七日訊。\n"
        "星瀾智能日前公布新一輪融資,但知情人士向本報表示,實際到帳金額為兩億八千萬元人民幣。"
        "雲杉資本發言人拒絕評論,僅稱「以公司公告為準」。\n"
        "分析師陳以恆認為,兩個數字的差別可能來自分期付款。"
    ),
    language="zh-Hant",
    published=date(2024, 10, 17),
    source="港島財經",
)
ENGLISH = Article(
    id="en/northwind_deal",
    title="Northwind Compute signs three-year deal with Xinglan",
    text=(
        "Northwind Compute said on Thursday it would supply Xinglan with cloud capacity for three years.\n"
        "The contract is worth about $45 million, according to two people familiar with the terms. "
        "Xinglan will train its next Lantu model on Northwind's new cluster in Singapore. "
        "Neither company would say how many accelerators are involved.\n"
        "“We wanted capacity we could count on,” said Shen Yue, Xinglan's founder."
    ),
    language="en",
    published=date(2024, 11, 21),
    source="The Harbour Wire",
)
HOSTILE = Article(
    id="hostile/<script>",
    title="<script>window.stolen = 1</script> 标题",
    text='前文。<img src=x onerror="window.stolen = 1">这一句带有标签。后文</mark></div>。',
    language="zh-Hans",
    source="<b>坏来源</b>",
    url="javascript:window.stolen=1",
)
ARTICLES = (HANS, HANT, ENGLISH, HOSTILE)


def cite(number: int, article: Article, quote: str) -> Citation:
    start = article.text.index(quote)
    return Citation(number, article.id, article.title, article.published, start, start + len(quote), quote)


def hit(article: Article, text: str, score: float = 0.5) -> Hit:
    start = article.text.index(text)
    return Hit(Chunk(f"{article.id}#0", article.id, start, start + len(text), text), score)


def answer(lines: Sequence[str], *citations: Citation, standalone: str = "", notices: Sequence[str] = ()) -> Answer:
    sentences = tuple(AnswerSentence(line.split("[")[0].strip(), ()) for line in lines)
    return Answer("\n".join(lines), sentences, tuple(citations), (), False, standalone, "extractive", tuple(notices))


def refusal(text: str, *hits: Hit) -> Answer:
    return Answer(text, (AnswerSentence(text, ()),), (), tuple(hits), True, "", "extractive")


class FakeAssistant:
    """Gives the queued answers in order; an exception in the queue is raised. Records what it was asked."""

    def __init__(self, *queue: Answer | Exception, pause: float = 0.0, articles: Sequence[Article] = ARTICLES) -> None:
        self.queue = list(queue)
        self.pause = pause
        self.articles = {article.id: article for article in articles}
        self.asked: list[tuple[str, tuple[Turn, ...], Filters]] = []
        self.days: list[date | None] = []
        self.generation = "g1"
        self.missing = False

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), asked: date | None = None, filters: Filters = Filters()
    ) -> Iterator[Draft | Answer]:
        """Yield the next queued answer in drafts of twelve more characters each, then whole."""
        given = self._next(question, history, filters)
        words = given.text
        for end in range(12, len(words), 12):
            yield Draft(words[:end])
            time.sleep(self.pause)
        yield given

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), asked: date | None = None, filters: Filters = Filters()
    ) -> Answer:
        """Return the next queued answer."""
        self.days.append(asked)
        return self._next(question, history, filters)

    def prepare(self) -> None:
        """Nothing has to be loaded."""

    def search(self, query: str, k: int = 10, filters: Filters = Filters()) -> list[Hit]:
        """Find the beginning of every article."""
        found = [hit(article, article.text[:20], 1 / rank) for rank, article in enumerate(self.articles.values(), 1)]
        return [one for one in found if filters.language in (None, self.articles[one.chunk.article_id].language)][:k]

    def article(self, article_id: str) -> Article:
        """Return an article or raise KeyError."""
        return self.articles[article_id]

    def status(self) -> Status:
        """Count the articles; raise what a missing index raises while `missing` is set."""
        if self.missing:
            raise FileNotFoundError("no generation in ./var/index")
        days = [article.published for article in self.articles.values() if article.published]
        return Status(
            articles=len(self.articles), chunks=9, generation=self.generation, languages={"zh-Hans": 2},
            earliest=min(days), latest=max(days), embedding_model="fake", backend="torch", device="cpu",
            mode="extractive", llm_model="",
            sources=("港島財經", "浙江商业观察"),
        )  # fmt: skip

    def _next(self, question: str, history: Sequence[Turn], filters: Filters) -> Answer:
        self.asked.append((question, tuple(history), filters))
        given = self.queue.pop(0)
        if isinstance(given, Exception):
            raise given
        return given
