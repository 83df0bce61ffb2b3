package io.jenkins.plugins.mlpipeline.engine.hostile;

import static io.jenkins.plugins.mlpipeline.engine.hostile.Mutator.one;

import java.util.Random;

/** Texts and numbers that parsers and arithmetic stumble over. */
final class Words {
    private static final int LONG = 70_000;

    private Words() {}

    /** A number as it is written. */
    static String number(Random random) {
        return one(
                random,
                "0",
                "-0",
                "1",
                "-1",
                "2",
                "0.5",
                "1.0000000000000002",
                "0.9999999999999999",
                "1e308",
                "-1e308",
                "1e309",
                "4.9e-324",
                "1e-400",
                "9007199254740993",
                "2147483648",
                "9223372036854775807",
                "9223372036854775808",
                "1e18",
                "100",
                String.valueOf(random.nextInt()),
                String.valueOf(random.nextGaussian()),
                "1" + "0".repeat(500));
    }

    /** What an object in a cluster shall be, in YAML's flow style. */
    static String spec(Random random) {
        return one(
                random,
                "spec: {containers: [{name: e, image: evil}]}",
                "spec: {template: {spec: {containers: [{name: e, image: evil}], hostNetwork: true}}}",
                "subjects: [{kind: ServiceAccount, name: default}], roleRef: {kind: ClusterRole, name: cluster-admin}",
                "data: {a: b}",
                "stringData: {password: 1234567}",
                "spec: 7");
    }

    /** A text. */
    static String text(Random random) {
        return one(
                random,
                "",
                " ",
                "NaN",
                "Infinity",
                "-inf",
                "null",
                "true",
                "NO",
                "1",
                "1.0",
                "0x10",
                "1_000",
                "../../etc/passwd",
                "/dev/zero",
                "sha256:" + "0".repeat(64),
                "sha256:",
                "<script>alert(1)</script>",
                "${jndi:ldap://example}",
                "\u0000",
                "\u202e",
                "\ufeff",
                "\ud83d\ude00",
                "\ud800",
                "\"",
                "'",
                ",",
                "\n",
                "\r\n",
                "accuracy",
                "x".repeat(1 + random.nextInt(LONG)));
    }
}
