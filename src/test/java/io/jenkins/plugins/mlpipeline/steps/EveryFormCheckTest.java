package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.verb.POST;

/** What forms ask while they are typed: whichever a release brings, whoever may not configure learns nothing by it and costs nothing. */
@WithJenkins
class EveryFormCheckTest {
    private static final String OURS = "io.jenkins.plugins.mlpipeline.";
    /** No check accepts it, and one that reads it takes long. */
    private static final String HOSTILE = "{a: &a [" + "*a,".repeat(5_000) + "]}" + " ".repeat(40_000) + "\u0000";

    private static JenkinsRule j;
    private static FreeStyleProject job;

    /** A method that a browser may call, and where. */
    private record Asked(Descriptor<?> descriptor, Method method) {
        boolean isAboutAnItem() {
            return Arrays.asList(method.getParameterTypes()).contains(Item.class);
        }

        Object by(Item item, String text) throws Throwable {
            Object[] given = Stream.of(method.getParameterTypes())
                    .map(type -> type == Item.class ? item : type == String.class ? text : null)
                    .toArray();
            method.setAccessible(true);
            try {
                return method.invoke(descriptor, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @Override
        public String toString() {
            return descriptor.getClass().getName() + "." + method.getName();
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        job = j.createFreeStyleProject("job");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
    }

    private static List<Asked> all() {
        List<Asked> all = new ArrayList<>();
        for (Descriptor<?> descriptor : j.jenkins.getExtensionList(Descriptor.class)) {
            if (descriptor.getClass().getName().startsWith(OURS)) {
                for (Method method : descriptor.getClass().getMethods()) {
                    if (method.getDeclaringClass().getName().startsWith(OURS)
                            && method.getName().matches("do[A-Z].*")
                            && !method.isBridge()) {
                        all.add(new Asked(descriptor, method));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void allAreAskedByPost() {
        assertThat(all())
                .hasSizeGreaterThan(80)
                .allMatch(asked -> asked.method().isAnnotationPresent(POST.class));
    }

    @Test
    void whoMayNotConfigureLearnsNothing() throws Throwable {
        TreeMap<String, Object> told = new TreeMap<>();
        try (ACLContext reader = ACL.as(hudson.model.User.getById("reader", true))) {
            for (Asked asked : all()) {
                for (Item item : asked.isAboutAnItem() ? new Item[] {job, null} : new Item[] {null}) {
                    Object said = said(asked, item);
                    if (said != null) {
                        told.put(asked + (item == null ? "" : " of a job"), said);
                    }
                }
            }
        }
        assertThat(told).isEmpty();
    }

    /** What it says that depends on who asks, or on the text; null for nothing. */
    private static Object said(Asked asked, Item item) throws Throwable {
        try {
            Object said = asked.by(item, HOSTILE);
            if (said instanceof FormValidation validation) {
                // A trial says of everybody that nobody may be told.
                boolean tells = validation.kind != FormValidation.Kind.OK
                        && !asked.method().getName().equals("doTryGates");
                return tells || String.valueOf(validation.getMessage()).contains(HOSTILE.substring(0, 20))
                        ? validation
                        : null;
            }
            // A list is of constants, or has what was typed and nothing else.
            ListBoxModel items = (ListBoxModel) said;
            return items.stream().allMatch(option -> option.value.length() < 100 || option.value.equals(HOSTILE))
                    ? null
                    : items;
        } catch (AccessDeniedException3 e) {
            return null;
        }
    }

    @Test
    void ofALongTextNothingIsReadWhoeverAsks() throws Throwable {
        TreeMap<String, Object> wrong = new TreeMap<>();
        try (ACLContext admin = ACL.as(hudson.model.User.getById("admin", true))) {
            for (Asked asked : all()) {
                if (asked.method().getName().startsWith("doCheck")
                        && asked.by(job, HOSTILE) instanceof FormValidation said
                        && said.kind == FormValidation.Kind.ERROR) {
                    wrong.put(
                            asked.toString(), String.valueOf(said.getMessage()).length());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
