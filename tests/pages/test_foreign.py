"""Chinese inside English pages is marked once, and markup is left as it was."""

import pytest

from scripts.pages.foreign import mark_chinese


@pytest.mark.parametrize(
    ("markup", "marked"),
    [
        ("<p>“35岁以下” here</p>", '<p>“35<span lang="zh-Hans">岁以下</span>” here</p>'),
        (
            '<p><span lang="zh-Hans">干部</span> 干部</p>',
            '<p><span lang="zh-Hans">干部</span> <span lang="zh-Hans">干部</span></p>',
        ),
        ('<a title="干部" href="x">y</a>', '<a title="干部" href="x">y</a>'),
        ('<b lang="zh-Hans">一<br>二<i>三</i></b>四', '<b lang="zh-Hans">一<br>二<i>三</i></b><span lang="zh-Hans">四</span>'),
        (
            '<b lang="ja">一<b>二<br/></b><body-x>三</body-x></b>四',
            '<b lang="ja">一<b>二<br/></b><body-x>三</body-x></b><span lang="zh-Hans">四</span>',
        ),
        ('<a hreflang="zh">干部</a>', '<a hreflang="zh"><span lang="zh-Hans">干部</span></a>'),
        ('<img lang="zh">干部', '<img lang="zh"><span lang="zh-Hans">干部</span>'),
        ("党委委员、副镇长", '<span lang="zh-Hans">党委委员、副镇长</span>'),
        ("<!-- 干部 -->", "<!-- 干部 -->"),
        ("<p>plain</p>", "<p>plain</p>"),
        (
            '<p>干部</p><script type="application/ld+json">{"name":"干部"}</script>',
            '<p><span lang="zh-Hans">干部</span></p><script type="application/ld+json">{"name":"干部"}</script>',
        ),
    ],
)
def test_mark_chinese(markup: str, marked: str) -> None:
    assert mark_chinese(markup) == marked
