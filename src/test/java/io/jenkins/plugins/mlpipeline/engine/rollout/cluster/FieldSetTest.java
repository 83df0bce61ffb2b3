package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import org.junit.jupiter.api.Test;

/** Sets of fields as the API server writes them. */
class FieldSetTest {
    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'), JsonNode.class, "text");
    }

    private static FieldSet set(String text) {
        return FieldSet.of(json(text));
    }

    private static final String APP = "'k:{\\\"name\\\":\\\"app\\\"}'";
    private static final String SIDE = "'k:{\\\"name\\\":\\\"side\\\"}'";

    @Test
    void aThingAndItsPartsAreToldApart() {
        FieldSet thing = set("{'f:a':{}}");
        FieldSet part = set("{'f:a':{'f:b':{}}}");
        assertThat(thing.and(part)).isEqualTo(set("{'f:a':{'f:b':{},'.':{}}}"));
        assertThat(part.and(thing)).isEqualTo(set("{'f:a':{'f:b':{},'.':{}}}"));
        assertThat(thing.and(part).without(part)).isEqualTo(thing);
        assertThat(thing.and(part).without(thing)).isEqualTo(part);
        assertThat(part.without(part).isEmpty()).isTrue();
    }

    @Test
    void whatAnObjectDoesNotHaveIsFound() {
        FieldSet owned =
                set("{'f:c':{" + APP + ":{'.':{},'f:name':{},'f:args':{}}," + SIDE + ":{'.':{},'f:name':{}}}}");
        assertThat(owned.absentFrom(json("{'c':[{'name':'app'}]}")))
                .isEqualTo(set("{'f:c':{" + APP + ":{'f:args':{}}," + SIDE + ":{'.':{},'f:name':{}}}}"));
    }

    @Test
    void whatOthersOwnOfAThingThatGoesStays() {
        ObjectNode object = (ObjectNode)
                json("{'c':[{'name':'app','args':['x'],'image':'i'},{'name':'side','image':'s'}],'f':['x','y']}");
        FieldSet gone = set("{'f:c':{" + APP + ":{'.':{},'f:name':{},'f:args':{}}," + SIDE
                + ":{'.':{},'f:name':{},'f:image':{}}},'f:f':{'v:\\\"x\\\"':{}}}");
        assertThat(gone.takenFrom(object, set("{'f:c':{" + APP + ":{'f:name':{},'f:image':{}}}}")))
                .isEqualTo(json("{'c':[{'name':'app','image':'i'}],'f':['y']}"));
        assertThat(object.path("c")).as("the object itself is not changed").hasSize(2);
    }

    @Test
    void thePartOfAnObjectKeepsWhatNamesItsItems() {
        ObjectNode object = (ObjectNode) json("{'c':[{'name':'app','args':['x'],'image':'i'}],'d':1}");
        assertThat(set("{'f:c':{" + APP + ":{'f:args':{}}}}").in(object))
                .isEqualTo(json("{'c':[{'args':['x'],'name':'app'}]}"));
        assertThat(FieldSet.none().in(object)).isEmpty();
    }

    @Test
    void aStrangersKeyIsNoItem() {
        ObjectNode object = (ObjectNode) json("{'c':[{'name':'app'}]}");
        assertThat(set("{'f:c':{'k:not json':{},'i:0':{}}}").takenFrom(object, FieldSet.none()))
                .isEqualTo(object);
    }
}
