package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The two builds must compile against the same libraries. */
class EngineVersionsTest {
    @Test
    void versionsThatBothBuildsNameAreEqual() throws Exception {
        Map<String, String> engine = versions("engine-pom.xml");
        Map<String, String> plugin = versions("pom.xml");

        assertThat(plugin).containsKeys("djl.version", "onnxruntime.version", "xgboost.version");
        Map<String, String> shared = new TreeMap<>(plugin);
        shared.keySet().retainAll(engine.keySet());
        Map<String, String> sharedInEngine = new TreeMap<>(engine);
        sharedInEngine.keySet().retainAll(plugin.keySet());
        assertThat(shared).isEqualTo(sharedInEngine).hasSizeGreaterThanOrEqualTo(7);
    }

    private static Map<String, String> versions(String pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(pom).toFile())
                .getDocumentElement();
        Element properties =
                (Element) project.getElementsByTagName("properties").item(0);
        Map<String, String> versions = new TreeMap<>();
        NodeList children = properties.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child.getNodeName().endsWith(".version")) {
                versions.put(child.getNodeName(), child.getTextContent());
            }
        }
        return versions;
    }
}
