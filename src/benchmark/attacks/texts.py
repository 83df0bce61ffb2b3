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


def deep(levels):
    """JSON lists within one another."""
    return "[" * levels + "]" * levels
