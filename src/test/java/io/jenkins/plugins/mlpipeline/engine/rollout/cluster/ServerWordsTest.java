package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.secret.SecretValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the API server's own words is kept: canned answers, for every place where one may quote a value. */
class ServerWordsTest {
    private static final ObjectRef SECRET = new ObjectRef("v1", "Secret", "bank", "db");

    private static SecretValues known() {
        SecretValues values = new SecretValues();
        values.learn(json("{'kind':'Secret','stringData':{'password':'hunter2hunter2','pin':1234567}}"));
        return values;
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'), JsonNode.class, "test");
    }

    /** Values that are not known either, because another writer put them there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'reason':'Invalid','message':'Secret \\\"db\\\" is invalid: stringData.p: Invalid value: 9876543'}",
                "{'reason':'Invalid','message':'x','details':{'causes':[{'reason':'FieldValueInvalid',"
                        + "'field':'stringData.p','message':'Invalid value: 9876543'}]}}",
                "{'reason':'9876543 9876543','message':'x'}",
                "{'reason':'Invalid','message':'x','details':{'causes':[{'reason':'got 9876543','field':'value 9876543',"
                        + "'message':'9876543'}]}}",
                "{'reason':'Invalid','message':'field is immutable: 9876543'}",
                "no json: 9876543"
            })
    void aRefusalOfASecretQuotesNothing(String body) {
        ApiError e = new ServerWords(new SecretValues()).refusal(422, body.replace('\'', '"'), true);
        assertThat(e.getMessage() + e.reason() + e.causes() + e.sentence()).doesNotContain("9876543");
        assertThat(Refusal.of(SECRET, e).message())
                .startsWith("secret/db in namespace bank: ")
                .doesNotContain("9876543");
    }

    @Test
    void whatARefusalOfASecretMeansStays() {
        ServerWords words = new ServerWords(new SecretValues());
        assertThat(words.refusal(
                        500,
                        "{\"reason\":\"InternalError\",\"message\":\".stringdata: field not declared in schema: hunter2\"}",
                        true))
                .hasMessage("HTTP 500 InternalError (field not declared in schema)")
                .matches(e -> !e.passing());
        ApiError conflict = words.refusal(
                409,
                "{\"reason\":\"Conflict\",\"message\":\"x\",\"details\":{\"causes\":[{\"reason\":\"FieldManagerConflict\","
                        + "\"field\":\".data.p\",\"message\":\"conflict with \\\"helm\\\" using v1: hunter2\"}]}}",
                true);
        assertThat(Refusal.taken(conflict)).extracting(Refusal.Taken::manager).containsExactly("helm");
        assertThat(Refusal.of(SECRET, conflict).message())
                .contains(" .data.p (helm). ")
                .doesNotContain("hunter2");
        assertThat(Refusal.of(
                                SECRET,
                                words.refusal(
                                        404,
                                        "{\"reason\":\"NotFound\",\"message\":\"namespaces \\\"bank\\\" not found\"}",
                                        true))
                        .message())
                .isEqualTo("secret/db in namespace bank: there is no namespace \"bank\".");
        assertThat(Refusal.of(
                                SECRET,
                                words.refusal(
                                        422,
                                        "{\"reason\":\"Invalid\",\"message\":\"x\",\"details\":{\"causes\":[{\"reason\":"
                                                + "\"FieldValueInvalid\",\"field\":\"data\",\"message\":\"field is immutable\"}]}}",
                                        true))
                        .message())
                .startsWith("secret/db in namespace bank: data can't be changed after the object was created.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'reason':'Invalid','message':'env: Invalid value: \\\"hunter2hunter2\\\"'}",
                "{'reason':'Invalid','message':'denied by webhook: aHVudGVyMmh1bnRlcjI='}",
                "{'reason':'BadRequest','message':'cannot unmarshal 1.234567e+06 into Go value'}",
                "{'reason':'Invalid','message':'x','details':{'causes':[{'reason':'FieldValueInvalid',"
                        + "'field':'spec.hunter2hunter2','message':'1234567'}]}}",
                "{'reason':'hunter2hunter2','message':'x'}",
                "upstream said hunter2hunter2"
            })
    void whatIsSaidOfOtherObjectsIsFiltered(String body) {
        ApiError e = new ServerWords(known()).refusal(422, body.replace('\'', '"'), false);
        assertThat(e.getMessage() + e.reason() + e.causes())
                .doesNotContain("hunter2", "1234567", "1.234567", "aHVudGVy");
    }

    @Test
    void statusesAndEventsAreFilteredAndSpecificationsAreNot() {
        ServerWords words = new ServerWords(known());
        assertThat(
                        words.read(
                                json(
                                        "{'kind':'Pod','spec':{'message':'hunter2hunter2'},'status':{'containerStatuses':[{'state':"
                                                + "{'waiting':{'reason':'X','message':'bad hunter2hunter2'}}}],'conditions':[{'message':'1234567'}]}}")))
                .hasToString(
                        json("{'kind':'Pod','spec':{'message':'hunter2hunter2'},'status':{'containerStatuses':[{'state':"
                                        + "{'waiting':{'reason':'X','message':'bad ***'}}}],'conditions':[{'message':'***'}]}}")
                                .toString());
        assertThat(words.read(
                        json("{'kind':'EventList','items':[{'reason':'Failed','message':'exec hunter2hunter2'}]}")))
                .hasToString(json("{'kind':'EventList','items':[{'reason':'Failed','message':'exec ***'}]}")
                        .toString());
        assertThat(words.read(json("{'kind':'PodList','items':[{'status':{'message':'hunter2hunter2'}}]}")))
                .hasToString(json("{'kind':'PodList','items':[{'status':{'message':'***'}}]}")
                        .toString());
        assertThat(words.text("started with hunter2hunter2")).isEqualTo("started with ***");
    }
}
