"""Prints the numbers that ShuffleTest, RowHashTest and SplitTest pin, from the definitions in Shuffle, RowHash and HashSplit.

Run: python dataset_random.py
"""

import struct

MASK = (1 << 64) - 1


def splitmix64(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def order(seed, n):
    bits = splitmix64(seed)
    values = list(range(n))
    for i in range(n - 1, 0, -1):
        j = next(bits) * (i + 1) >> 64
        values[i], values[j] = values[j], values[i]
    return values


def fmix64(h):
    h = ((h ^ (h >> 33)) * 0xFF51AFD7ED558CCD) & MASK
    h = ((h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53) & MASK
    return h ^ (h >> 33)


def text(value):
    h = 0xCBF29CE484222325
    units = value.encode("utf-16-le")
    for unit in struct.unpack("<%dH" % (len(units) // 2), units):
        h = ((h ^ unit) * 0x100000001B3) & MASK
    return h ^ ord("t")


def cell(value):
    if value == "":
        return int.from_bytes(b"missg", "big")
    try:
        bits = struct.unpack("<Q", struct.pack("<d", float(value) + 0.0))[0]
        return fmix64(bits ^ ord("n")) ^ ord("n")
    except ValueError:
        return text(value)


def row(cells):
    total = sum(fmix64(text(name) ^ fmix64(cell(value))) for name, value in cells.items())
    h = fmix64(total & MASK)
    return h - (1 << 64) if h >> 63 else h


print(order(42, 10))
print(row({"a": "1.5", "b": "x"}), row({"a": "", "b": "é"}))


def in_test(hashed, share):
    return fmix64(hashed ^ 0x73706C6974) >> 11 < share * 2**53


print([i for i in range(40) if in_test(cell(f"id-{i}"), 0.3)], [i for i in range(40) if in_test(cell(str(i)), 0.3)])
print([i for i in range(40) if in_test(row({"k": str(i), "x": "1"}) & MASK, 0.3)])
