package io.jenkins.plugins.mlpipeline.scrape;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposition;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.ExpositionFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a Prometheus server scrapes, at {@code ml-metrics/}. An answer is kept for ten seconds for each reader, so that several servers, or
 * one that asks too often, cost one collection.
 */
@Extension
public final class ScrapePage implements RootAction {
    /** The address of the page. */
    public static final String URL = "ml-metrics";

    private static final Duration KEPT = Duration.ofSeconds(10);
    /** Readers whose answers are kept; the one who asked first goes. */
    private static final int MOST_READERS = 8;

    private final Map<Reader, Answer> answers = new LinkedHashMap<>();

    /** Who asks, as far as it decides what they may see. */
    private record Reader(String name, Set<String> authorities, ExpositionFormat format) {
        static Reader of(Authentication who, ExpositionFormat format) {
            return new Reader(
                    who.getName(),
                    who.getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .collect(Collectors.toSet()),
                    format);
        }
    }

    /** What was answered. */
    private record Answer(Instant at, byte[] text) {}

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Answers a scrape, in the format that it asks for. */
    @GET
    public void doIndex(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        ExpositionFormat format = ExpositionFormat.of(request.getHeader("Accept"));
        byte[] text = text(format, Instant.now());
        response.setContentType(format.contentType());
        response.setHeader("Vary", "Accept, Authorization, Cookie");
        response.setHeader("Cache-Control", "no-cache, private");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }

    /** One at a time: whoever waits gets what the one before collected, when they may see the same. */
    synchronized byte[] text(ExpositionFormat format, Instant now) {
        answers.values().removeIf(answer -> !answer.at().plus(KEPT).isAfter(now));
        Reader reader = Reader.of(Jenkins.getAuthentication2(), format);
        Answer known = answers.get(reader);
        if (known == null) {
            Exposition exposition = new Exposition();
            Collected.into(exposition, now);
            known = new Answer(now, exposition.text(format).getBytes(StandardCharsets.UTF_8));
            if (answers.size() >= MOST_READERS) {
                answers.remove(answers.keySet().iterator().next());
            }
            answers.put(reader, known);
        }
        return known.text();
    }
}
