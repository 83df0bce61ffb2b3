"""Short texts that stand for very long ones."""


def bomb(depth=16, each=3, merged=False):
    """YAML of about 500 bytes: aliases nested so deep, so many each; as merge keys, mappings instead of lists."""
    if merged:
        lines = ["a0: &a0 {k: v}"]
        lines += [f"a{i}: &a{i} {{" + ", ".join(f"k{j}: {{<<: *a{i - 1}}}" for j in range(each)) + "}" for i in range(1, depth + 1)]
    else:
        lines = ["a0: &a0 [x]"]
        lines += [f"a{i}: &a{i} [" + ",".join([f"*a{i - 1}"] * each) + "]" for i in range(1, depth + 1)]
    return "\n".join(lines) + "\n"


def ladder(steps=50, depth=57):
    """YAML of some kilobytes with few values: each anchor as deep as is allowed, thousands of levels when its aliases are followed."""
    return "a0: &a0 x\n" + "".join(f"a{i}: &a{i} {'[' * depth}*a{i - 1}{']' * depth}\n" for i in range(1, steps + 1))


def deep(levels):
    """JSON lists within one another."""
    return "[" * levels + "]" * levels
