#!/usr/bin/env python3
"""Draws the pictures of docs/guide into the folder guide: python3 docs/pictures/guide.py

The colours and the signs are those of stages.py. Needs nothing but Python 3.
"""

import pathlib

from stages import LEFT, at, lane, svg, text

WIDTH = 740


def label(x, y, content, anchor="middle"):
    return text(x, y, content, "label", anchor)


def rounded(x, y, width, height, lines, kind="box", first="", radius=5):
    """A box with its lines in the middle; the first may be of another kind."""
    top = y + height / 2 - 9 * (len(lines) - 1) + 4.5
    parts = [f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}"/>']
    return parts + [text(x + width / 2, top + 18 * i, line, first if i == 0 else "label")
                    for i, line in enumerate(lines)]


def tip(x, y, direction):
    """The tip of an arrow that ends at a point and goes right, left, up or down."""
    shape = {"right": "l-8 -5v10z", "left": "l8 -5v10z", "down": "l-5 -8h10z", "up": "l-5 8h10z"}[direction]
    return f'<path class="tip" d="M{x:g} {y:g}{shape}"/>'


def arrow(x, y, to_x, to_y, kind="line"):
    """A horizontal or vertical arrow."""
    if y == to_y:
        right = to_x > x
        return [f'<path class="{kind}" d="M{x:g} {y:g}H{to_x - 6 if right else to_x + 6:g}"/>',
                tip(to_x, to_y, "right" if right else "left")]
    down = to_y > y
    return [f'<path class="{kind}" d="M{x:g} {y:g}V{to_y - 6 if down else to_y + 6:g}"/>',
            tip(to_x, to_y, "down" if down else "up")]


def circle(x, y, name, kind):
    return [f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="13"/>', text(x, y + 4.5, name)]


def channel_states():
    """The states of a channel with a buffer, and what each operation does in them."""
    wide, high, gap = 188, 84, 74
    x = [14 + i * (wide + gap) for i in range(3)]
    top, bottom = 38, 206
    states = [
        (x[0], top, "c2", ["empty", "send: does not wait", "receive: waits"]),
        (x[1], top, "c2", ["some values", "send: does not wait", "receive: the oldest"]),
        (x[2], top, "c2", ["full", "send: waits", "receive: the oldest"]),
        (x[0], bottom, "c4", ["closed and drained", "send: throws", "receive: null"]),
        (x[1], bottom, "c1", ["closed, with values", "send: throws", "receive: the oldest"])]
    parts = [label(x[0], 22, "open", "start"), label(x[0], bottom + high + 24, "closed, for ever", "start")]
    for left, y, kind, lines in states:
        parts += rounded(left, y, wide, high, lines, kind)
    for i in range(2):
        parts += arrow(x[i] + wide, top + 28, x[i + 1], top + 28)
        parts += arrow(x[i + 1], top + 58, x[i] + wide, top + 58)
        parts += [label(x[i] + wide + gap / 2, top + 22, "send"), label(x[i] + wide + gap / 2, top + 75, "receive")]
    for i in range(2):
        parts += arrow(x[i] + wide / 2, top + high, x[i] + wide / 2, bottom)
        parts.append(label(x[i] + wide / 2 + 8, (top + high + bottom) / 2 + 4, "close", "start"))
    corner = bottom + 28
    parts += [f'<path class="line" d="M{x[2] + wide / 2:g} {top + high}V{corner}"/>']
    parts += arrow(x[2] + wide / 2, corner, x[1] + wide, corner)
    parts.append(label(x[2] + wide / 2 + 8, (top + high + bottom) / 2 + 4, "close; waiting", "start"))
    parts.append(label(x[2] + wide / 2 + 8, (top + high + bottom) / 2 + 20, "sends throw", "start"))
    parts += arrow(x[1], corner + 28, x[0] + wide, corner + 28)
    parts.append(label(x[0] + wide + gap / 2, corner + 22, "receive"))
    return svg("The states of a buffered channel: what a send and a receive do in each", WIDTH, bottom + high + 38, parts)


def select_passes():
    """The three passes of a select over three channels."""
    panels = [
        ("1. look, without locks", None, ["A case that seems ready is tried", "under the lock of its channel."]),
        ("2. lock all, look again", "locked", ["Still none is ready: otherwise is", "chosen, or all queues are joined."]),
        ("3. wait in all queues", "queued", ["The first partner that claims S", "decides; the other queues are left."])]
    wide = 240
    parts = []
    for i, (title, state, lines) in enumerate(panels):
        left = 10 + i * wide
        parts.append(text(left + 10, 24, title, "", "start"))
        for j, name in enumerate("abc"):
            y = 62 + 46 * j
            parts += rounded(left + 92, y - 15, 64, 30, [f"chan {name}"], "c1" if state == "locked" else "box")
            if state is None:
                parts.append(f'<path class="wait" d="M{left + 42} 108L{left + 88} {y}"/>')
            elif state == "locked":
                parts.append(label(left + 164, y + 4, "locked", "start"))
            else:
                parts += circle(left + 176, y, "S", "c0" if j == 1 else "many")
        if state != "queued":
            parts += circle(left + 28, 108, "S", "c0")
        else:
            parts += circle(left + 28, 108, "P", "c2")
            parts += arrow(left + 42, 108, left + 92, 108)
            parts.append(label(left + 66, 101, "send"))
        for j, line in enumerate(lines):
            parts.append(label(left + 10, 204 + 17 * j, line, "start"))
        if i:
            parts.append(f'<path class="wait" d="M{left} 12V226"/>')
    return svg("The three passes of a select S over the channels a, b and c; P is the partner that comes", WIDTH, 238,
               parts)


def context_tree():
    """A tree of contexts, of which one is cancelled."""
    nodes = {
        "root": (290, 12, "c2", ["background"]),
        "request": (150, 96, "c4", ["request", "withTimeout(2 s)"]),
        "cleanup": (500, 96, "c2", ["cleanup", "withTimeout(1 min)"]),
        "query": (14, 190, "c4", ["query", "withTimeout(500 ms)"]),
        "group": (196, 190, "c4", ["group", "ErrGroup.withContext"]),
        "user": (378, 190, "c4", ["audit", "withValue(USER, …)"]),
        "first": (100, 284, "c4", ["page", "withTimeout(200 ms)"]),
        "second": (292, 284, "c4", ["mail", "withCancel()"])}
    wide, high = 164, 50
    parts = []
    for parent, child in [("root", "request"), ("root", "cleanup"), ("request", "query"), ("request", "group"),
                          ("request", "user"), ("group", "first"), ("group", "second")]:
        px, py = nodes[parent][0] + wide / 2, nodes[parent][1] + high
        cx, cy = nodes[child][0] + wide / 2, nodes[child][1]
        middle = (py + cy) / 2
        parts.append(f'<path class="{"cut" if parent != "root" else "line"}" style="fill:none" '
                     f'd="M{px:g} {py}V{middle:g}H{cx:g}V{cy}"/>')
    for x, y, kind, lines in nodes.values():
        parts += rounded(x, y, wide, high, lines, kind)
    parts += arrow(96, 121, 150, 121)
    parts.append(label(90, 125, "cancel()", "end"))
    right = 578
    for i, (kind, content) in enumerate([("c4", "ended by the cancel"), ("c2", "not affected")]):
        y = 206 + 26 * i
        parts.append(f'<rect class="{kind}" x="{right - 18}" y="{y - 10}" width="18" height="14" rx="3"/>')
        parts.append(label(right + 8, y + 2, content, "start"))
    parts.append(f'<path class="line" d="M{right + 60} 330V284"/>')
    parts.append(tip(right + 60, 278, "up"))
    parts.append(label(right + 60, 350, "value(USER) looks upwards"))
    return svg("A tree of contexts: the cancel of one ends those below it, and no others", WIDTH, 362, parts)


def hand_over():
    """What a sender, a receiver and a carrier do: the receiver comes first, then the sender."""
    other = [(2.2, 7, "other goroutines", "many")]
    halves = [
        ("The receiver is first. It parks, and the sender hands it the value.", "v, unpark", [
            ("a carrier", [(0.2, 2.2, "receiver", "c0"), *other, (7, 9.6, "receiver", "c0")]),
            ("receiver", [(0.2, 2.2, "receive()", "c0"), (2.2, 7, "parked", "wait"), (7, 9.6, "goes on with v", "c0")]),
            ("sender", [(1, 4.2, "computes v", "c1"), (4.2, 6.2, "send(v)", "c1"), (6.2, 9.6, "goes on at once", "c1")])]),
        ("The sender is first. It parks, and the receiver takes its value.", "unpark", [
            ("a carrier", [(0.2, 2.2, "sender", "c1"), *other, (7, 9.6, "sender", "c1")]),
            ("sender", [(0.2, 2.2, "send(v)", "c1"), (2.2, 7, "parked", "wait"), (7, 9.6, "goes on", "c1")]),
            ("receiver", [(1, 4.2, "works", "c0"), (4.2, 6.2, "receive()", "c0"), (6.2, 9.6, "goes on with v", "c0")])])]
    parts = []
    y = 8
    for title, note, rows in halves:
        parts.append(text(12, y + 16, title, "", "start"))
        y += 46
        for name, content in rows:
            parts += bars(y, name, content)
            y += 42
        parts.append(f'<path class="line" d="M{at(6.2):g} {y - 52}L{at(6.86):g} {y - 78}"/>')
        parts.append(f'<path class="tip" d="M{at(7):g} {y - 84}l-9.6 4l6.4 5.6z"/>')
        parts.append(label(at(6.9), y - 59, note, "start"))
    return svg("A hand-over on an unbuffered channel, with the receiver first and with the sender first", 500, y, parts)


def bars(y, name, content):
    """What one thread does, as (from, to, label, kind)."""
    parts = [label(LEFT - 12, y + 4, name, "end")]
    for start, stop, what, kind in content:
        if kind == "wait":
            parts += lane(y, "", [(start, stop, what, kind)])
        else:
            parts.append(f'<rect class="{kind}" x="{at(start):g}" y="{y - 12}" width="{at(stop) - at(start):g}" '
                         f'height="24" rx="2"/>')
            parts.append(text(at((start + stop) / 2), y + 4.5, what))
    return parts


def pipeline():
    """A pipeline: its stages, the goroutines that run them, and the pressure back."""
    parts = []
    columns = [(14, 130, "from(lines)"), (190, 150, "map(4, parse)"), (388, 142, "buffer(100)"), (578, 148, "forEach(write)")]
    for x, wide, code in columns:
        parts.append(text(x + wide / 2, 26, code, "code"))
    parts += rounded(24, 92, 110, 34, ["queue"], "c0")
    for i in range(4):
        parts += rounded(210, 42 + 36 * i, 110, 28, [f"parse {i + 1}/4"], "c1")
        parts.append(f'<path class="line" d="M134 109L210 {56 + 36 * i}"/>')
        parts.append(f'<path class="line" d="M320 {56 + 36 * i}L392 109"/>')
    for i in range(6):
        kind = "c2" if i > 1 else "many"
        parts.append(f'<rect class="{kind}" x="{396 + 21 * i}" y="96" width="19" height="26" rx="2"/>')
    parts += arrow(524, 109, 590, 109)
    parts += rounded(590, 92, 124, 34, ["forEach"], "c3")
    parts.append(label(79, 148, "one goroutine"))
    parts.append(label(265, 208, "four goroutines"))
    parts.append(label(458, 148, "at most 100"))
    parts.append(label(652, 148, "one goroutine"))
    y = 236
    parts.append(f'<path class="wait" d="M652 {y}H82"/>')
    parts.append(tip(74, y, "left"))
    for x in (652, 458, 265):
        parts.append(f'<path class="wait" d="M{x} {y - 6}v12"/>')
    parts.append(label(WIDTH / 2, y + 22, "a slow stage makes the one before it wait, and in the end the source"))
    return svg("A pipeline: a source, a stage of four goroutines, a buffer and an end", WIDTH, 270, parts)


def service():
    """The way of a request through the example service."""
    parts = []
    top, high, wide, gap = 30, 56, 130, 18
    ways = [
        ("c0", ["request", "a goroutine each"], ""),
        ("c1", ["places", "a buffered channel"], "503: full"),
        ("c1", ["clients", "a RateLimiter each"], "429: too fast"),
        ("c4", ["context", "deadline, id, user"], "504: too late"),
        ("c0", ["reply", "counted, then sent"], "")]
    x = [9 + i * (wide + gap) for i in range(len(ways))]
    for i, (kind, lines, refused) in enumerate(ways):
        parts += rounded(x[i], top, wide, high, lines, kind)
        if i:
            parts += arrow(x[i - 1] + wide, top + high / 2, x[i], top + high / 2)
        if refused and i < 3:
            parts += arrow(x[i] + wide / 2, top + high, x[i] + wide / 2, top + high + 24)
        if refused:
            parts.append(label(x[i] + wide / 2 + (0 if i < 3 else 62), top + high + (40 if i < 3 else 18), refused))
    down = 172
    parts += arrow(x[3] + wide / 2, top + high, x[3] + wide / 2, down)
    parts += rounded(x[3], down, wide, high, ["the work", "in the goroutine"], "c3")
    for y, lines in [(down - 24, ["ErrGroup", "three queries"]), (down + 46, ["SingleFlight", "the hot query"])]:
        parts += rounded(x[2], y, wide, high, lines, "c2")
        parts.append(f'<path class="line" d="M{x[3]:g} {down + high / 2}L{x[2] + wide:g} {y + high / 2}"/>')
        parts.append(f'<path class="line" d="M{x[2]:g} {y + high / 2}L{x[1] + wide:g} {down + high / 2}"/>')
    parts += rounded(x[4], down, wide, high, ["passwords", "platform threads"], "many")
    parts += arrow(x[3] + wide, down + high / 2, x[4], down + high / 2)
    parts += rounded(x[1], down, wide, high, ["database", "WeightedSemaphore"], "c1")
    parts += arrow(x[1], down + high / 2, x[0] + wide, down + high / 2)
    parts += rounded(x[0], down, wide, high, ["connections", "a buffered channel"], "c1")
    parts.append(label(x[0], down + high + 24, "a goroutine of its own for each query,", "start"))
    parts.append(label(x[0], down + high + 42, "which nobody interrupts", "start"))
    return svg("The way of a request through the service, and where it is refused", WIDTH, down + high + 56, parts)


PICTURES = {
    "service": service,
    "channel-states": channel_states,
    "select-passes": select_passes,
    "context-tree": context_tree,
    "hand-over": hand_over,
    "pipeline": pipeline,
}


def main():
    folder = pathlib.Path(__file__).parent / "guide"
    folder.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        (folder / f"{name}.svg").write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
