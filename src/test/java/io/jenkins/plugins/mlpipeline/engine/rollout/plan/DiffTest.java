package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import org.junit.jupiter.api.Test;

class DiffTest {
    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'), JsonNode.class, "test");
    }

    @Test
    void itemsGoByTheirNamesAndServerFieldsAreLeftOut() {
        assertThat(Diff.lines(
                        json("{'metadata':{'generation':1,'resourceVersion':'5'},'spec':{'c':[{'name':'a','image':'x'},"
                                + "{'name':'b','image':'y'}],'gone':true},'status':{'x':1}}"),
                        json("{'metadata':{'generation':2,'resourceVersion':'6'},'spec':{'c':[{'name':'b','image':'z'},"
                                + "{'name':'a','image':'x'}],'new':[]}}"),
                        false))
                .containsExactly("~ spec.c[b].image: \"y\" -> \"z\"", "- spec.gone: true", "+ spec.new: []");
    }

    @Test
    void aSecretsValuesAreHiddenButNotThatTheyChange() {
        assertThat(Diff.lines(
                        json("{'type':'Opaque','data':{'a':'aGk=','b':'eA=='}}"),
                        json("{'type':'Other','data':{'a':'aG8=','b':'eA==','c':'eQ=='}}"),
                        true))
                .containsExactly("~ type: \"Opaque\" -> \"Other\"", "~ data.a: *** -> ***", "+ data.c: ***");
        assertThat(Diff.lines(MissingNode.getInstance(), json("{'data':{'a':'aGk='}}"), true))
                .containsExactly("+ data.a: ***");
    }

    @Test
    void replicasStayWithTheirScaler() {
        String scaled = "{'metadata':{'managedFields':[{'manager':'hpa','subresource':'scale','fieldsV1':"
                + "{'f:spec':{'f:replicas':{}}}}]},'spec':{'replicas':5}}";
        ObjectNode planned = (ObjectNode) json("{'spec':{'replicas':3}}");
        assertThat(Replicas.preserve(planned, json(scaled), "us", json("{}")))
                .contains("spec.replicas stays 5 (owned by hpa), the manifest says 3.");
        assertThat(planned).hasToString("{\"spec\":{\"replicas\":5}}");
        ObjectNode again = (ObjectNode) json("{'spec':{'replicas':3}}");
        assertThat(Replicas.preserve(
                        again,
                        json(scaled.replace("hpa", "us").replace("'subresource':'scale',", "")),
                        "us",
                        json("{}")))
                .isEmpty();
        assertThat(Replicas.preserve((ObjectNode) json("{'spec':{}}"), json(scaled), "us", json("{}")))
                .isEmpty();
    }

    @Test
    void replicasThatTheManifestNoLongerHasStay() {
        JsonNode live = json("{'spec':{'replicas':4}}");
        ObjectNode planned = (ObjectNode) json("{'spec':{}}");
        assertThat(Replicas.preserve(planned, live, "us", json("{'spec':{'replicas':4}}")))
                .contains("spec.replicas stays 4, although the manifest no longer has it"
                        + " (replicas: manifest would scale to Kubernetes' default).");
        assertThat(planned).hasToString("{\"spec\":{\"replicas\":4}}");
    }
}
