package io.jenkins.plugins.mlpipeline.engine.io;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML 1.2's idea of plain values, with the octal {@code 0644} of file modes: no dates, no yes/no, no 1:30. */
final class PlainValues extends Resolver {
    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL"), "~nN");
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
        addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(0|[1-9][0-9]*|0[0-7]+|0x[0-9a-fA-F]+)"), "-+0123456789");
        addImplicitResolver(
                Tag.FLOAT,
                Pattern.compile("^[-+]?(?:[0-9]++\\.[0-9]*+|\\.[0-9]++|[0-9]++(?=[eE]))(?:[eE][-+]?[0-9]++)?+$"),
                "-+.0123456789");
    }
}
