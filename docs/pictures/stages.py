#!/usr/bin/env python3
"""Draws the pictures of docs/pipelines.md into the folder stages, one for each stage: python3 docs/pictures/stages.py

Time goes from left to right. A line has the elements that pass, a lane has what a goroutine works on, and an element
keeps its colour. Needs nothing but Python 3.
"""

import pathlib
from html import escape

WIDTH = 500
LEFT = 92  # where the time begins; the labels of the rows are before it
UNIT = 40  # so wide is a unit of time
END = 9.8
RADIUS = 12
HEIGHT = {"line": 38, "lane": 30, "box": 40}

STYLE = """
  text { font: 13px ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
  .code { font: 13px ui-monospace, "DejaVu Sans Mono", monospace }
  .label { fill: #59636e; font-size: 12px }
  .line { stroke: #59636e; stroke-width: 1.5; fill: none }
  .tip { fill: #59636e }
  .cut { stroke: #cf222e; stroke-width: 2.5 }
  .box { fill: #f6f8fa; stroke: #59636e }
  .page { fill: #ffffff }
  .wait { stroke: #59636e; stroke-dasharray: 3 3; fill: none }
  .c0 { fill: #b6e3ff; stroke: #0969da } .c1 { fill: #ffdfb6; stroke: #bc4c00 }
  .c2 { fill: #c5f0cb; stroke: #1a7f37 } .c3 { fill: #e9d8fd; stroke: #8250df }
  .c4 { fill: #ffd3eb; stroke: #bf3989 } .c5 { fill: #fff3b0; stroke: #9a6700 }
  .many { fill: #ffffff; stroke: #59636e }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .label { fill: #9198a1 }
    .line, .wait { stroke: #9198a1 }
    .tip { fill: #9198a1 }
    .cut { stroke: #f85149 }
    .box { fill: #151b23; stroke: #9198a1 }
    .page { fill: #0d1117 }
    .c0 { fill: #0c2d6b; stroke: #58a6ff } .c1 { fill: #5a1e02; stroke: #f0883e }
    .c2 { fill: #033a16; stroke: #3fb950 } .c3 { fill: #3c1e70; stroke: #bc8cff }
    .c4 { fill: #5e103e; stroke: #f778ba } .c5 { fill: #4b2900; stroke: #d29922 }
    .many { fill: #0d1117; stroke: #9198a1 }
  }
"""


def at(time):
    return LEFT + time * UNIT


def text(x, y, content, kind="", anchor="middle"):
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(content)}</text>'


def marble(time, y, label, colour):
    """An element: a circle, or a pill if the label is long; colour None is for a list."""
    half = max(RADIUS, len(label) * 3.9 + 6)
    kind = "many" if colour is None else f"c{colour}"
    shape = (f'<rect class="{kind}" x="{at(time) - half:g}" y="{y - RADIUS}" width="{2 * half:g}" '
             f'height="{2 * RADIUS}" rx="{RADIUS if colour is not None else 3}"/>')
    return shape + text(at(time), y + 4.5, label)


def line(y, label, marbles, end="arrow"):
    """Elements that pass, as (time, label, colour); end is "arrow", or the time of the last, or ("cut", time)."""
    stop = END if end == "arrow" else end[1] if isinstance(end, tuple) else end
    parts = [text(LEFT - 12, y + 4.5, label, "label", "end"),
             f'<path class="line" d="M{at(0):g} {y}H{at(stop):g}"/>']
    if end == "arrow":
        parts.append(f'<path class="tip" d="M{at(END):g} {y - 5}l8 5l-8 5z"/>')
    elif isinstance(end, tuple):
        parts.append(f'<path class="cut" d="M{at(stop) - 6:g} {y - 6}l12 12m0 -12l-12 12"/>')
    else:
        parts.append(f'<path class="line" d="M{at(stop):g} {y - 9}v18"/>')
    return parts + [marble(time, y, name, colour) for time, name, colour in marbles]


def lane(y, label, bars):
    """What a goroutine works on, as (from, to, label, colour)."""
    parts = [text(LEFT - 12, y + 4.5, label, "label", "end")]
    for start, stop, name, colour in bars:
        if colour == "wait":
            parts.append(f'<path class="wait" d="M{at(start):g} {y}H{at(stop):g}"/>')
            parts.append(text(at((start + stop) / 2), y - 4, name, "label"))
        else:
            parts.append(f'<rect class="c{colour}" x="{at(start):g}" y="{y - 10}" width="{(stop - start) * UNIT:g}" '
                         f'height="20" rx="2"/>')
            parts.append(text(at((start + stop) / 2), y + 4.5, name))
    return parts


def box(y, code):
    return [f'<rect class="box" x="8" y="{y - 15}" width="{WIDTH - 16}" height="30" rx="4"/>',
            text(WIDTH / 2, y + 4.5, code, "code")]


def draw(title, rows):
    parts = []
    y = 4
    for kind, *content in rows:
        height = HEIGHT[kind]
        parts += {"line": line, "lane": lane, "box": box}[kind](y + height // 2, *content)
        y += height
    return svg(title, WIDTH, y + 4, parts)


def svg(title, width, height, parts):
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n'
            f'<rect class="page" width="100%" height="100%"/>\n{body}\n</svg>\n')


def steadily(first, step, labels, colours=None):
    return [(first + i * step, label, i % 6 if colours is None else colours[i]) for i, label in enumerate(labels)]


IN3 = steadily(1, 2.5, "123")

PICTURES = {
    "from": ("from: the elements of a collection, a stream or a channel, as fast as they are taken", [
        ("box", "from(List.of(1, 2, 3))"),
        ("line", "out", steadily(1, 1.5, "123"), 5.5)]),
    "every": ("every: the time, again and again", [
        ("box", "every(Duration.ofSeconds(1))"),
        ("line", "out", steadily(1, 2, ["1 s", "2 s", "3 s", "4 s"], [0] * 4))]),
    "map": ("map: one result for each element, one after the other", [
        ("line", "in", IN3, 8),
        ("box", "map(x -> 10 * x)"),
        ("line", "out", [(t + 0.8, name + "0", c) for t, name, c in IN3], 8.4)]),
    "map-n": ("map with two workers: the results come as they are ready", [
        ("line", "in", steadily(0.5, 0.8, "1234"), 3.5),
        ("box", "map(2, x -> 10 * x)"),
        ("lane", "map 1/2", [(0.5, 4.5, "1", 0), (4.5, 6.5, "4", 3)]),
        ("lane", "map 2/2", [(1.3, 2.8, "2", 1), (2.8, 5.5, "3", 2)]),
        ("line", "out", [(2.8, "20", 1), (4.5, "10", 0), (5.5, "30", 2), (6.5, "40", 3)], 7.2)]),
    "mapOrdered": ("mapOrdered with two workers: the results keep the order", [
        ("line", "in", steadily(0.5, 0.8, "1234"), 3.5),
        ("box", "mapOrdered(2, x -> 10 * x)"),
        ("lane", "… 1/2", [(0.5, 4.5, "1", 0), (4.5, 7.5, "4", 3)]),
        ("lane", "… 2/2", [(1.3, 2.8, "2", 1), (2.8, 6.3, "3", 2)]),
        ("line", "out", [(4.5, "10", 0), (5.15, "20", 1), (6.3, "30", 2), (7.5, "40", 3)], 8.2)]),
    "flatMap": ("flatMap: any number of elements for each", [
        ("line", "in", [(1, "ab", 0), (4, "-", 1), (6, "cd", 2)], 7),
        ("box", "flatMap(x -> its letters)"),
        ("line", "out", [(1.4, "a", 0), (2.2, "b", 0), (6.4, "c", 2), (7.2, "d", 2)], 8)]),
    "filter": ("filter: the elements that fulfil a condition", [
        ("line", "in", steadily(1, 1.6, "12345"), 8.2),
        ("box", "filter(x -> x % 2 == 1)"),
        ("line", "out", steadily(1, 3.2, "135", [0, 2, 4]), 8.2)]),
    "limit": ("limit: the first elements; then the stages before are ended", [
        ("line", "in", steadily(1, 1.6, "123"), ("cut", 5)),
        ("box", "limit(3)"),
        ("line", "out", steadily(1, 1.6, "123"), 5)]),
    "batch": ("batch: lists of a size; the last one may be smaller", [
        ("line", "in", steadily(0.5, 1, "12345678", [0, 1, 2, 0, 1, 2, 0, 1]), 8.4),
        ("box", "batch(3)"),
        ("line", "out", [(2.5, "1 2 3", None), (5.5, "4 5 6", None), (8.4, "7 8", None)], 9.3)]),
    "batch-linger": ("batch with a time: a list is full, or its first element has waited long enough", [
        ("line", "in", [(0.5, "1", 0), (1.2, "2", 1), (1.9, "3", 2), (3.6, "4", 3), (4.4, "5", 4), (8, "6", 5)], 9),
        ("box", "batch(3, Duration.ofSeconds(2))"),
        ("lane", "", [(3.6, 5.6, "2 s", "wait")]),
        ("line", "out", [(1.9, "1 2 3", None), (5.6, "4 5", None), (9, "6", None)], 9.5)]),
    "merge": ("merge: the elements of all, as they come", [
        ("line", "in", [(1, "1", 0), (4.2, "2", 0), (6.6, "3", 0)], 7.4),
        ("line", "other", [(2, "a", 1), (3, "b", 1), (8, "c", 1)], 8.8),
        ("box", "merge(other)"),
        ("line", "out", [(1.2, "1", 0), (2.2, "a", 1), (3.2, "b", 1), (4.4, "2", 0), (6.8, "3", 0), (8.2, "c", 1)],
         9)]),
    "tee": ("tee: all elements go on, and to a branch, too", [
        ("line", "in", IN3, 8),
        ("box", "tee(copy -> copy.batch(2).forEach(…))"),
        ("line", "branch", [(3.8, "1 2", None), (8, "3", None)], 8.5),
        ("line", "out", IN3, 8)]),
    "buffer": ("buffer: the stages before and after run at the same time", [
        ("lane", "before", [(0.2, 1.5, "1", 0), (1.5, 2.8, "2", 1), (2.8, 4.1, "3", 2), (4.1, 5.4, "4", 3)]),
        ("box", "buffer(2)"),
        ("lane", "after", [(1.5, 3.4, "1", 0), (3.4, 5.3, "2", 1), (5.3, 7.2, "3", 2), (7.2, 9.1, "4", 3)])]),
    "buffer-sliding": ("buffer of a sliding channel: a slow stage gets the newest elements", [
        ("line", "in", steadily(0.5, 0.9, "123456"), 5.6),
        ("box", "buffer(Chan.sliding(1))"),
        ("lane", "after", [(0.6, 3, "1", 0), (3, 5.4, "3", 2), (5.4, 7.8, "6", 5)])]),
    "throttle": ("throttle: elements pass when a rate limiter grants them", [
        ("line", "in", steadily(0.5, 0.8, "12345"), 4.2),
        ("box", "throttle(RateLimiter.perSecond(0.5, 2))"),
        ("line", "out", [(0.5, "1", 0), (1.3, "2", 1), (3, "3", 2), (5, "4", 3), (7, "5", 4)], 7.6)]),
    "named": ("named: the goroutines of the stage and its failures carry the name", [
        ("line", "in", steadily(0.5, 0.8, "12"), 2),
        ("box", 'map(2, x -> 10 * x).named("parse")'),
        ("lane", "parse 1/2", [(0.5, 3.5, "1", 0)]),
        ("lane", "parse 2/2", [(1.3, 5, "2", 1)])]),
    "forEach": ("forEach: an action for each element, one after the other", [
        ("line", "in", IN3, 8),
        ("box", "forEach(x -> write(x))"),
        ("lane", "forEach", [(1, 2.8, "1", 0), (3.5, 5.3, "2", 1), (6, 7.8, "3", 2)])]),
    "forEach-n": ("forEach with two workers: an action for several elements at once", [
        ("line", "in", steadily(0.5, 0.8, "1234"), 3.5),
        ("box", "forEach(2, x -> write(x))"),
        ("lane", "forEach 1/2", [(0.5, 4.5, "1", 0), (4.5, 6.5, "4", 3)]),
        ("lane", "forEach 2/2", [(1.3, 2.8, "2", 1), (2.8, 5.5, "3", 2)])]),
    "collect": ("collect: one result, when all elements have come", [
        ("line", "in", IN3, 8),
        ("box", "collect(Collectors.toList())"),
        ("line", "returns", [(8.4, "1 2 3", None)], 9.3)]),
    "first": ("first: the first element; then the stages before are ended", [
        ("line", "in", [(2, "1", 0)], ("cut", 2.9)),
        ("box", "first()"),
        ("line", "returns", [(2.3, "1", 0)], 2.9)]),
    "chan": ("chan: a channel, from which you receive", [
        ("line", "in", IN3, 8),
        ("box", "chan()"),
        ("line", "receive()", [(1.4, "1", 0), (3.9, "2", 1), (6.4, "3", 2), (8.4, "null", None)], 9.2)]),
}


def main():
    folder = pathlib.Path(__file__).parent / "stages"
    folder.mkdir(exist_ok=True)
    for name, (title, rows) in PICTURES.items():
        (folder / f"{name}.svg").write_text(draw(title, rows), encoding="utf-8")


if __name__ == "__main__":
    main()
