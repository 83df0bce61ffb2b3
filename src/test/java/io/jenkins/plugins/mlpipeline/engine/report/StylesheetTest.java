package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast by WCAG 2.2: 4.5 for text, 3 for what is drawn. */
class StylesheetTest {
    private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});");
    private static final double TEXT = 4.5;
    private static final double DRAWN = 3;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "print"})
    void textCanBeRead(String scheme) {
        Map<String, String> colours = colours(scheme);
        for (String ground : List.of("surface", "page")) {
            for (String text : List.of("ink", "muted")) {
                assertContrast(colours, text, ground, TEXT);
            }
        }
        assertContrast(colours, "inconclusive", "surface", TEXT);
        for (String verdict : List.of("pass", "fail", "inconclusive", "error", "none")) {
            assertContrast(colours, verdict, verdict + "-soft", TEXT);
            assertContrast(colours, "ink", verdict + "-soft", TEXT);
            assertContrast(colours, "muted", verdict + "-soft", TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "print"})
    void linesCanBeSeen(String scheme) {
        Map<String, String> colours = colours(scheme);
        for (String line : List.of("a", "b", "c", "d", "muted", "pass", "fail", "inconclusive", "error")) {
            assertContrast(colours, line, "surface", DRAWN);
        }
    }

    private static void assertContrast(Map<String, String> colours, String text, String ground, double least) {
        double a = luminance(colours.get(text));
        double b = luminance(colours.get(ground));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as(text + " on " + ground)
                .isGreaterThanOrEqualTo(least);
    }

    /** The variables of a scheme; dark and print replace those of light. */
    private static Map<String, String> colours(String scheme) {
        String sheet = HtmlReport.stylesheet();
        int dark = sheet.indexOf("prefers-color-scheme: dark");
        int print = sheet.indexOf("@media print");
        Map<String, String> colours = variables(sheet.substring(0, dark));
        if (scheme.equals("dark")) {
            colours.putAll(variables(sheet.substring(dark, sheet.indexOf("--shadow", dark))));
        } else if (scheme.equals("print")) {
            colours.putAll(variables(sheet.substring(print)));
        }
        return colours;
    }

    private static Map<String, String> variables(String css) {
        Map<String, String> variables = new HashMap<>();
        Matcher matcher = VARIABLE.matcher(css);
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(2).replaceAll("^(.)(.)(.)$", "$1$1$2$2$3$3"));
        }
        return variables;
    }

    private static double luminance(String hex) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double share = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
