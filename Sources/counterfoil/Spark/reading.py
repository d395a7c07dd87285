# SPDX-License-Identifier: Apache-2.0
# Part of Counterfoil, the merchant's own record of every charge.
"""Counterfoil's own CSV read by many workers, each row with its line and byte.

    file:  header │ chunk 0 │ chunk 1 │ …        a chunk owns the rows that begin inside it
    pass 1 (survey):  line ends of each chunk, and how it leaves a reader that enters it in or out of a quotation
    driver:           adds the line ends up and follows the quotation from chunk to chunk
    pass 2 (rows):    fields, line and byte of every row, or why it cannot be read

A mark opens a quotation only at the beginning of a field; a longer row than LONGEST is put aside. The rules are those
of the native engine, byte for byte.
"""
import re

LONGEST = 1 << 20
OUT, IN, HALF = "out", "in", "half"  # HALF: a mark inside a quotation that may close it or be half of a doubled one
OPENING = re.compile(rb'(?<![^,\n])"[^"]*(?:""[^"]*)*("?)')
REST = re.compile(rb'[^"]*(?:""[^"]*)*("?)')
PADDING = [b", ", b" ,", b"\n ", b" \n", b"\t"]
FIELD = re.compile(rb'(?:"([^"]*(?:""[^"]*)*)"(?!")|(?!"))([^,\n]*)([,\n])')


def load(path, size, start, count):
    """Bytes of a file; the last line ends with a line end, ours if need be."""
    with open(path, "rb") as stream:
        stream.seek(start)
        data = stream.read(min(count, size - start))
    if len(data) < min(count, size - start):
        raise IOError(f"CUTSHORT {path}")
    if start + len(data) >= size and data and not data.endswith(b"\n"):
        data += b"\n"
    return data


def leaving(data, entry):
    """The state after the last byte of `data`, whose first byte is the one before the chunk."""
    position = 1
    if entry == HALF:
        entry, position = (IN, 2) if data[1:2] == b'"' else (OUT, 1)
    while True:
        if entry == IN:
            match = REST.match(data, position)
            if not match[1]:
                return IN
            position = match.end()
            if position == len(data):
                return HALF
        state = OUT
        for match in OPENING.finditer(data, position):
            state = IN if not match[1] else HALF if match.end() == len(data) else OUT
        return state


def survey(chunk, path, size):
    """(line ends, whether there are marks, states after the chunk by the state before it)."""
    start, end = chunk
    data = load(path, size, start - 1, end - start + 1)
    if end >= size and len(data) > size - start + 1:
        data = data[:-1]
    marked = b'"' in data
    after = {entry: leaving(data, entry) for entry in (OUT, IN, HALF)} if marked else {OUT: OUT, IN: IN, HALF: OUT}
    return data.count(b"\n", 1), marked, after


def first_row(data, entry):
    """Where in `data` (whose first byte is the one before the chunk) the chunk's first row begins."""
    position = 0
    if entry == HALF:
        entry, position = (IN, 2) if data[1:2] == b'"' else (OUT, 1)
    elif entry == IN:
        position = 1
    if entry == IN:
        match = REST.match(data, position)
        if not match[1]:
            return len(data)
        position = match.end()
    while True:
        line = data.find(b"\n", position)
        opening = OPENING.search(data, max(position, 1), line + 1 if line >= 0 else len(data))
        if opening is not None and (line < 0 or opening.start() < line):
            opening = OPENING.match(data, opening.start())
            if not opening[1]:
                return len(data)
            position = opening.end()
        else:
            return line + 1 if line >= 0 else len(data)


def own_region(chunk, entry, path, size):
    """The rows that begin in a chunk: (bytes, whose first is the one before the chunk; where they begin and end).

    None where no row begins there; the end is 0 where the last row's end was not found.
    """
    start, end = chunk
    margin = 64 << 10
    data = load(path, size, start - 1, end - start + 1 + margin)
    begin = first_row(data[:end - start + 1], entry)
    if begin > end - start:
        return None
    while True:  # the last row that begins in the chunk may end far behind it
        last = data.find(b"\n", end - start)
        whole = start - 1 + len(data) >= size
        if last >= 0 or whole or margin > LONGEST:
            break
        margin *= 8
        data = load(path, size, start - 1, end - start + 1 + margin)
    return data, begin, last + 1


def plain_region(region, count):
    """Where each line of a region begins, if nothing in it needs a second look; else None."""
    import numpy

    unusual = not region.endswith(b"\n") or b'"' in region or b"\r" in region or region.startswith(b"\xef\xbb\xbf")
    unusual = unusual or region.startswith(b" ") or any(mark in region for mark in PADDING)
    if unusual or count == 1 or not is_text(region):
        return None
    data = numpy.frombuffer(region, numpy.uint8)
    ends = numpy.flatnonzero(data == 10)
    starts = numpy.concatenate(([0], ends[:-1] + 1))
    commas = numpy.add.reduceat(data == 44, starts, dtype=numpy.int64)
    if (commas != count - 1).any() or (ends - starts).max() >= LONGEST:
        return None
    return starts


def read_chunk(chunk, entry, line, path, size, count):
    """Rows as (offset, line, fields) lists and refused rows as (offset, line, reason).

    line: of the chunk's first byte.   count: fields of a row.
    """
    found = own_region(chunk, entry, path, size)
    if found is None:
        return [], [], [], []
    (start, end), (data, begin, after) = chunk, found
    last = after - 1
    line += data.count(b"\n", 1, begin) if begin > 1 else 0
    region = data[begin:last + 1] if last >= 0 else data[begin:]
    if b'"' in region or last < 0:
        return quoted_rows(data, start - 1, begin, end, line, path, size, count)
    lines = region.split(b"\n")
    lines.pop()
    offsets, place = [], start - 1 + begin
    for text in lines:
        offsets.append(place)
        place += len(text) + 1
    numbers = range(line, line + len(lines))
    commas = count - 1
    refused = []
    if {text.count(b",") for text in lines} != {commas} or max(map(len, lines)) >= LONGEST or not is_text(region):
        kept = []
        for text, offset, number in zip(lines, offsets, numbers):
            if len(text) >= LONGEST:
                refused.append((offset, number, "tooLong"))
            elif text.count(b",") != commas:
                if text not in (b"", b"\r"):
                    refused.append((offset, number, "fieldCount"))
            elif not is_text(text):
                refused.append((offset, number, "notUTF8"))
            else:
                kept.append((text, offset, number))
        lines, offsets, numbers = [row[0] for row in kept], [row[1] for row in kept], [row[2] for row in kept]
    if b"\r" in region:
        lines = [text[:-1] if text.endswith(b"\r") else text for text in lines]
    return lines, offsets, numbers, refused


def is_text(data):
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def quoted_rows(data, origin, begin, end, line, path, size, count):
    """The same field by field, for chunks with quotation marks; rows come as lists of fields."""
    rows, offsets, numbers, refused = [], [], [], []
    position = begin
    match = FIELD.match
    while origin + position < end:
        place, fields, fault, quoted = position, [], None, False
        while True:
            field = match(data, place)
            if field is None:
                break
            inside, bare, mark = field.groups()
            if mark == b"\n" and bare.endswith(b"\r"):
                bare = bare[:-1]
            if inside is not None:
                quoted = True
                if bare:
                    fault = "textAfterQuote"
                bare = inside.replace(b'""', b'"') + bare
            fields.append(bare)
            place = field.end()
            if mark == b"\n":
                break
        if field is None:
            most = end - origin + LONGEST
            if origin + len(data) < size and len(data) < most:
                data = load(path, size, origin, min(most, len(data) * 2))
                continue
            long = origin + len(data) < size or len(data) - position > LONGEST
            refused.append((origin + position, line, "tooLong" if long else "unclosedQuote"))
            break
        length = place - position
        if fault is None and length > LONGEST:
            fault = "tooLong"
        if fault is None and len(fields) != count:
            fault = "" if fields == [b""] and not quoted else "fieldCount"
        if fault is None and not is_text(data[position:place]):
            fault = "notUTF8"
        if fault is None:
            rows.append(fields)
            offsets.append(origin + position)
            numbers.append(line)
        elif fault:
            refused.append((origin + position, line, fault))
        line += data.count(b"\n", position, place)
        position = place
    return rows, offsets, numbers, refused


def columns(rows, places, count):
    """The wanted columns of rows as Arrow arrays without blanks around the cells; a place below zero is a column the file
    does not have."""
    import pyarrow.compute

    return [pyarrow.compute.utf8_trim(column, characters=" \t") for column in whole_columns(rows, places, count)]


def whole_columns(rows, places, count):
    """The same as the cells stand in the file."""
    import pyarrow

    empty = pyarrow.array([""] * len(rows), pyarrow.string())
    if not rows:
        return [empty for _ in places]
    if isinstance(rows[0], list):
        return [empty if place < 0 else pyarrow.array([row[place].decode() for row in rows], pyarrow.string())
                for place in places]
    text = b"\n".join(rows) + b"\n"
    if b"\r" in text or text.startswith(b"\xef\xbb\xbf"):
        return whole_columns([row.split(b",") for row in rows], places, count)
    return parsed(text, len(rows), places, count)


def parsed(text, rows, places, count):
    """The wanted columns of plain lines, taken apart by compiled code."""
    import pyarrow
    import pyarrow.csv

    wanted = sorted({f"c{place}" for place in places if place >= 0})
    table = pyarrow.csv.read_csv(
        pyarrow.BufferReader(text),
        pyarrow.csv.ReadOptions(
            use_threads=False, column_names=[f"c{number}" for number in range(count)], block_size=len(text) + 1),
        pyarrow.csv.ParseOptions(quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False),
        pyarrow.csv.ConvertOptions(
            column_types={name: pyarrow.string() for name in wanted}, include_columns=wanted, strings_can_be_null=False,
            quoted_strings_can_be_null=False))
    if table.num_rows != rows:
        raise ValueError(f"{rows} rows became {table.num_rows}")
    empty = pyarrow.array([""] * rows, pyarrow.string())
    return [empty if place < 0 else table.column(f"c{place}").combine_chunks() for place in places]


def plain_batches(number, chunk, entry, line, file, places, fields, most):
    """The batches of a chunk in which nothing is unusual, which is nearly every one; else None."""
    import numpy, pyarrow

    found = own_region(chunk, entry, file["path"], file["size"])
    if found is None:
        return []
    (start, _), (data, begin, after), count = chunk, found, len(file["columns"])
    region = data[begin:after]
    starts = plain_region(region, count)
    if starts is None:
        return None
    line += data.count(b"\n", 1, begin) if begin > 1 else 0
    rows = len(starts)
    whole = [pyarrow.array(numpy.full(rows, number, numpy.int32)), pyarrow.array(starts + (start - 1 + begin)),
             pyarrow.array(numpy.arange(line, line + rows, dtype=numpy.int64)), pyarrow.array([""] * rows, pyarrow.string()),
             *parsed(region, rows, places, count)]
    batch = pyarrow.RecordBatch.from_arrays(whole, fields)
    return [batch.slice(first, most) for first in range(0, rows, most)]


def batches(number, chunk, entry, line, file, wanted, most=20_000):
    """Arrow batches of one chunk: tbl, off, line, fault, then the wanted columns."""
    import pyarrow

    places = [file["columns"].index(name) if name in file["columns"] else -1 for name in wanted]
    fields = ["tbl", "off", "line", "fault", *wanted]
    plain = plain_batches(number, chunk, entry, line, file, places, fields, most)
    if plain is not None:
        yield from plain
        return
    rows, offsets, numbers, refused = read_chunk(chunk, entry, line, file["path"], file["size"], len(file["columns"]))
    for start in range(0, len(rows), most):
        part = rows[start:start + most]
        head = [
            pyarrow.array([number] * len(part), pyarrow.int32()),
            pyarrow.array(offsets[start:start + most], pyarrow.int64()),
            pyarrow.array(numbers[start:start + most], pyarrow.int64()),
            pyarrow.array([""] * len(part), pyarrow.string())]
        yield pyarrow.RecordBatch.from_arrays(head + columns(part, places, len(file["columns"])), fields)
    if refused:
        head = [
            pyarrow.array([number] * len(refused), pyarrow.int32()),
            pyarrow.array([row[0] for row in refused], pyarrow.int64()),
            pyarrow.array([row[1] for row in refused], pyarrow.int64()),
            pyarrow.array([row[2] for row in refused], pyarrow.string())]
        nothing = pyarrow.array([""] * len(refused), pyarrow.string())
        yield pyarrow.RecordBatch.from_arrays(head + [nothing for _ in wanted], fields)
