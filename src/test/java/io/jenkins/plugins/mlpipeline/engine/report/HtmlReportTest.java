package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlReportTest {
    private static final int MOST_BYTES = 500_000;

    static Map<String, ReportInput> samples() {
        Map<String, ReportInput> samples = new LinkedHashMap<>();
        samples.put("fail", Samples.failing());
        samples.put("pass", Samples.passing());
        samples.put("inconclusive", Samples.inconclusive());
        samples.put("error", Samples.erroneous());
        samples.put("ungated", Samples.ungated());
        samples.put("hostile", Hostile.input());
        samples.put("huge", Hostile.huge());
        return samples;
    }

    static List<ReportInput> inputs() {
        return List.copyOf(samples().values());
    }

    /** The pages stay in the build's folder, to be looked at. */
    @Test
    void pagesAreSmall() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/engine/report-samples"));
        for (Map.Entry<String, ReportInput> sample : samples().entrySet()) {
            byte[] page = HtmlReport.page(sample.getValue()).getBytes(StandardCharsets.UTF_8);
            Files.write(folder.resolve(sample.getKey() + ".html"), page);
            assertThat(page).as(sample.getKey()).hasSizeLessThan(MOST_BYTES);
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void nothingRunsAndNothingIsLoaded(ReportInput input) throws Exception {
        String page = HtmlReport.page(input);
        each(page, element -> {
            assertThat(element.getTagName())
                    .isNotIn("script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use");
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Node attribute = element.getAttributes().item(i);
                assertThat(attribute.getNodeName()).doesNotStartWith("on").isNotIn("src", "style", "srcset");
                if (attribute.getNodeName().equals("href")) {
                    assertThat(attribute.getNodeValue()).startsWith("#");
                }
            }
        });
        assertThat(HtmlReport.stylesheet()).doesNotContain("url(", "@import", "@font-face");
        assertThat(page)
                .contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:\"");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void chartsAreNamedAndReferencesLeadSomewhere(ReportInput input) throws Exception {
        Set<String> ids = new HashSet<>();
        List<String> wanted = new ArrayList<>();
        String page = HtmlReport.page(input);
        each(page, element -> {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
            if (element.hasAttribute("href")) {
                wanted.add(element.getAttribute("href").substring(1));
            }
            if (element.hasAttribute("aria-labelledby")) {
                wanted.addAll(List.of(element.getAttribute("aria-labelledby").split(" ")));
            }
            if (element.getTagName().equals("svg") && !element.hasAttribute("aria-hidden")) {
                assertThat(element.getAttribute("role")).isEqualTo("img");
                assertThat(element.getElementsByTagName("title").getLength()).isEqualTo(1);
                assertThat(element.getElementsByTagName("desc").getLength()).isEqualTo(1);
            }
            if (element.getTagName().equals("table")) {
                assertThat(element.getElementsByTagName("caption").getLength()).isEqualTo(1);
            }
        });
        assertThat(ids).containsAll(wanted);
    }

    @Test
    void everyChartHasItsNumbersInATable() throws Exception {
        Document page = parse(HtmlReport.page(Samples.failing()));
        NodeList figures = page.getElementsByTagName("figure");
        assertThat(figures.getLength()).isEqualTo(5);
        for (int i = 0; i < figures.getLength(); i++) {
            Element figure = (Element) figures.item(i);
            // The table of the thresholds stands beside its chart, the others fold away below theirs.
            Element around = (Element) figure.getParentNode();
            assertThat(around.getElementsByTagName("table").getLength()).isPositive();
        }
    }

    @Test
    void theVerdictComesFirst() {
        String page = HtmlReport.page(Samples.failing());
        assertThat(page)
                .contains("<title>FAIL \u00b7 credit-risk \u00b7 model validation report</title>")
                .contains("<p class=\"word\">FAIL</p><p class=\"sentence\">2 of 5 gates failed: accuracy,"
                        + " bad-customers-found. Noted, without consequence: wish.</p>")
                .contains("<dt>Gates passed</dt><dd>3 of 5, and 1 note</dd>")
                .contains("<dt>Deployment</dt><dd>blocked</dd>");
        assertThat(page.indexOf("class=\"verdict fail\"")).isLessThan(page.indexOf("<h2"));
    }

    @Test
    void whatBlocksStandsFirstAmongTheGatesAndNotesLast() throws Exception {
        Element gates = byId(parse(HtmlReport.page(Samples.failing())), "gates");
        NodeList names = gates.getElementsByTagName("strong");
        List<String> order = new ArrayList<>();
        for (int i = 0; i < names.getLength(); i++) {
            order.add(names.item(i).getTextContent());
        }
        assertThat(order).containsExactly("accuracy", "bad-customers-found", "ranking", "calibration", "speed", "wish");
    }

    @Test
    void aSectionWithoutContentIsLeftOut() {
        String page = HtmlReport.page(Samples.inconclusive());
        assertThat(page).contains("id=\"gates\"", "id=\"metrics\"", "id=\"provenance\"");
        assertThat(page)
                .doesNotContain("id=\"confusion\"", "id=\"curves\"", "id=\"training\"", "id=\"data\"", "#curves");
    }

    @Test
    void anEvaluationWithoutVerdictSaysSo() {
        assertThat(HtmlReport.page(Samples.ungated()))
                .contains("<p class=\"word\">No verdict</p><p class=\"sentence\">No gate was applied to this"
                        + " evaluation.</p>")
                .doesNotContain("id=\"gates\"");
    }

    @Test
    void undefinedMetricsGiveTheirReason() {
        assertThat(HtmlReport.page(Samples.inconclusive()))
                .contains("<td colspan=\"5\" class=\"remark\">no value: a prediction is below -1</td>");
    }

    @Test
    void theConfusionMatrixIsAlsoToldInWords() {
        assertThat(HtmlReport.page(Samples.failing()))
                .contains(
                        "Of 90 rows that are \u201cbad\u201d, 31 were found and 59 were missed; of 210 others, 27 were"
                                + " flagged wrongly.");
    }

    @Test
    void hostileTextStaysText() throws Exception {
        String page = HtmlReport.page(Hostile.input());
        assertThat(page).doesNotContain("<script", "<img", "javascript:alert(1)\"", "\u202e", "\u0007", "\u0000");
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(byId(parse(page), "confusion").getTextContent()).contains(Hostile.SCRIPT, Hostile.ATTRIBUTE);
    }

    @Test
    void thePartForJenkinsHasNoStyleAndNamesNoModel() {
        assertThat(HtmlReport.embedded(Samples.passing()))
                .startsWith("<div class=\"mlp mlp-embedded\">")
                .doesNotContain("<style", "<html", "<main", "<h1");
    }

    @Test
    void theThresholdExplorerHasTheCountsAndOnlyWhereThereAreScripts() {
        String jenkins = HtmlReport.embedded(Samples.failing());
        assertThat(jenkins).contains("class=\"card explorer\"", "data-positives=\"", "data-judged=\"0.5\"", "hidden=");
        assertThat(jenkins.indexOf("explorer-title")).isLessThan(jenkins.indexOf("id=\"thresholds\""));
        assertThat(HtmlReport.page(Samples.failing())).doesNotContain("explorer");
        assertThat(HtmlReport.embedded(Hostile.input())).doesNotContain("<script", "<img");
    }

    @Test
    void equalDocumentsGiveEqualPages() {
        assertThat(HtmlReport.page(Samples.failing())).isEqualTo(HtmlReport.page(Samples.failing()));
    }

    private static void each(String page, Consumer<Element> check) throws Exception {
        NodeList all = parse(page).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            check.accept((Element) all.item(i));
        }
    }

    private static Element byId(Document page, String id) {
        NodeList all = page.getElementsByTagName("section");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("id").equals(id)) {
                return (Element) all.item(i);
            }
        }
        throw new AssertionError("no section " + id);
    }

    /** The page is written so that it is XML too: a parser that forgives nothing can read it. */
    private static Document parse(String page) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>\n", ""))));
    }

    @Test
    void atMostTwelveMetricsAreUnfoldedThoseOfGatesFirst() {
        String page = HtmlReport.page(Samples.failing());
        String metrics = page.substring(
                page.indexOf("id=\"metrics\""), page.indexOf("</section>", page.indexOf("id=\"metrics\"")));
        String unfolded = metrics.substring(0, metrics.indexOf("<details"));

        assertThat(unfolded.split("<tr", -1)).hasSizeLessThanOrEqualTo(1 + 1 + 12);
        Samples.failing().gate().gates().stream()
                .filter(gate -> gate.value() != null)
                .forEach(gate -> assertThat(metrics).contains(">" + gate.metric() + "</span>"));
        assertThat(metrics.split("<details", -1)).hasSize(2);
    }
}
