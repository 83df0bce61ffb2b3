package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {
    @Test
    void aSuiteForTheModelAndACaseForEachGate() throws Exception {
        Element suite = suite(report(Samples.failing()));
        assertThat(suite.getAttribute("name")).isEqualTo("credit-risk");
        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T12:00:00");
        assertThat(testCase(suite, 0).getAttribute("name")).isEqualTo("ranking: roc_auc >= 0.7");
        assertThat(testCase(suite, 0).getAttribute("classname")).isEqualTo("credit-risk");
    }

    @Test
    void failIsAFailure() throws Exception {
        Element failure = only(testCase(suite(report(Samples.failing())), 1), "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("FAIL");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("accuracy is 0.7133 (95 % interval 0.6597 to 0.7616, n = 300), below the required 0.94.");
    }

    @Test
    void inconclusiveAndErrorAreErrors() throws Exception {
        Element inconclusive = only(testCase(suite(report(Samples.inconclusive())), 2), "error");
        assertThat(inconclusive.getAttribute("type")).isEqualTo("INCONCLUSIVE");
        Element error = only(testCase(suite(report(Samples.erroneous())), 1), "error");
        assertThat(error.getAttribute("type")).isEqualTo("ERROR");
        assertThat(suite(report(Samples.erroneous())).getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void aNoteThatIsNotMetIsSkipped() throws Exception {
        Element skipped = only(testCase(suite(report(Samples.failing())), 5), "skipped");
        assertThat(skipped.getAttribute("message"))
                .isEqualTo(
                        "Noted, without consequence: f1 is 0.4189 (95 % interval 0.3077 to 0.5146, n = 300), below the"
                                + " required 0.6.");
    }

    @Test
    void noGatesAreACaseInError() throws Exception {
        Element suite = suite(report(Samples.input(Samples.evaluation("wine"), null, Gates.NONE)));
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(only(testCase(suite, 0), "error").getAttribute("message"))
                .startsWith("No gate is given, so nothing was checked;");
    }

    @Test
    void whatXmlCanNotHoldIsReplaced() throws Exception {
        String report = report(Hostile.input());
        assertThat(report).doesNotContain("<script", "\u0007", "\u001b", "\u0000");
        assertThat(testCase(suite(report), 0).getAttribute("name")).isEqualTo(Hostile.SCRIPT + ": accuracy >= 0.9");
    }

    private static String report(ReportInput input) {
        return JunitReport.of(input.evaluation(), input.gate());
    }

    private static Element suite(String report) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Element root = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(report)))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        return only(root, "testsuite");
    }

    private static Element testCase(Element suite, int position) {
        return (Element) suite.getElementsByTagName("testcase").item(position);
    }

    private static Element only(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        assertThat(found.getLength()).isEqualTo(1);
        return (Element) found.item(0);
    }
}
