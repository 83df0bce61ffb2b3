package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be told who asks: what its header {@code WWW-Authenticate} says.
 *
 * @param scheme {@code basic} or {@code bearer}
 * @param realm where tokens are made; null where none are
 * @param service for whom; null when it does not say
 */
record Challenge(String scheme, URI realm, String service) {
    private static final int LONGEST = 4_096;
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]{1,32}+)=\"([^\"]{0,2000}+)\"");

    /** What a header says; empty when it is not understood. */
    static Optional<Challenge> of(String header) {
        String text = header.strip();
        int blank = text.indexOf(' ');
        if (text.length() > LONGEST || blank < 0) {
            return Optional.empty();
        }
        String scheme = text.substring(0, blank).toLowerCase(Locale.ROOT);
        if ("basic".equals(scheme)) {
            return Optional.of(new Challenge(scheme, null, null));
        }
        if (!"bearer".equals(scheme)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(text.substring(blank));
        while (parameter.find()) {
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), parameter.group(2));
        }
        try {
            URI realm = URI.create(parameters.getOrDefault("realm", ""));
            boolean whole = realm.getHost() != null && realm.getRawUserInfo() == null && realm.getRawFragment() == null;
            return whole ? Optional.of(new Challenge(scheme, realm, parameters.get("service"))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
