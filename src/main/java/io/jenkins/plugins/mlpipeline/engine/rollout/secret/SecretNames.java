package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names whose values are secret, as people write them: {@code DB_PASS}, {@code clientSecret}, {@code x-api-key}. */
final class SecretNames {
    /** Longer names are judged by their end, where the telling part stands. */
    private static final int MOST_CHARACTERS = 200;

    /** Wherever they stand in a name from which everything but letters and digits was taken. */
    private static final List<String> WITHIN = List.of(
            "password",
            "passwd",
            "passphrase",
            "passwort",
            "passcode",
            "secret",
            "credential",
            "apikey",
            "accesskey",
            "privatekey",
            "authkey",
            "accountkey",
            "storagekey",
            "sharedkey",
            "signingkey",
            "encryptionkey",
            "decryptionkey",
            "masterkey",
            "licensekey",
            "licencekey",
            "subscriptionkey",
            "deploykey",
            "sshkey",
            "sessionid",
            "sessid",
            "connectionstring",
            "connstr",
            "authorization");

    /** Parts of a name, divided by anything but letters and digits, or by a change of case. */
    private static final Set<String> PARTS = Set.of(
            "pass",
            "pwd",
            "pw",
            "psw",
            "token",
            "creds",
            "cred",
            "cookie",
            "jwt",
            "otp",
            "sig",
            "signature",
            "bearer",
            "sas",
            "dsn",
            "auth");

    /** At the end of a part that was written in one: {@code dbpass}, {@code userpwd}, {@code authtoken}. */
    private static final List<String> ENDS = List.of("pass", "pwd", "token");

    private static final Set<String> ORDINARY =
            Set.of("bypass", "compass", "trespass", "surpass", "overpass", "encompass");

    private SecretNames() {}

    /** Whether what follows such a name and a separator is hidden. */
    static boolean secret(CharSequence name) {
        int from = Math.max(0, name.length() - MOST_CHARACTERS);
        StringBuilder bare = new StringBuilder();
        int part = 0;
        char before = 0;
        for (int i = from; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean divides = !Character.isLetterOrDigit(c);
            boolean hump = Character.isUpperCase(c) && Character.isLowerCase(before);
            if ((divides || hump) && telling(bare.substring(part))) {
                return true;
            }
            if (divides || hump) {
                part = bare.length();
            }
            if (!divides) {
                bare.append(Character.toLowerCase(c));
            }
            before = c;
        }
        String whole = bare.toString();
        String last = whole.substring(part);
        // Not wherever it stands: pin_memory is a setting of many a training.
        return telling(last) || last.equals("pin") || WITHIN.stream().anyMatch(whole::contains);
    }

    /** Whether its value goes to the end of the line: it has blanks and separators of its own. */
    static boolean header(CharSequence name) {
        String lower = name.toString().toLowerCase(Locale.ROOT);
        return lower.endsWith("authorization") || lower.endsWith("cookie");
    }

    private static boolean telling(String part) {
        return PARTS.contains(part) || (ENDS.stream().anyMatch(part::endsWith) && !ORDINARY.contains(part));
    }
}
