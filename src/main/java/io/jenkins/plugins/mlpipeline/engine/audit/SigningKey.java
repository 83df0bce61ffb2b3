package io.jenkins.plugins.mlpipeline.engine.audit;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys in PEM, and names the signature that belongs to them: Ed25519, or ECDSA on P-256 or P-384. */
public final class SigningKey {
    private static final int MOST_BYTES = 1 << 16;
    private static final int P384_BITS = 384;
    private static final int P256_BITS = 256;
    private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private SigningKey() {}

    /**
     * A private key, PKCS #8.
     *
     * @throws UserError when the file holds something else
     */
    public static PrivateKey read(Path file) throws IOException {
        return parse(text(file), file.toString());
    }

    /**
     * A private key, PKCS #8.
     *
     * @param pem the key
     * @param file what to call it in messages
     * @throws UserError when it is something else
     */
    public static PrivateKey parse(String pem, String file) {
        byte[] der = der(pem, file, "PRIVATE KEY");
        for (String algorithm : ALGORITHMS) {
            try {
                return checked(file, factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm: try the next.
            }
        }
        throw unknown(file);
    }

    /**
     * A public key, X.509 SubjectPublicKeyInfo.
     *
     * @throws UserError when the file holds something else
     */
    public static PublicKey readPublic(Path file) throws IOException {
        String name = file.toString();
        byte[] der = der(text(file), name, "PUBLIC KEY");
        for (String algorithm : ALGORITHMS) {
            try {
                return checked(name, factory(algorithm).generatePublic(new X509EncodedKeySpec(der)));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm: try the next.
            }
        }
        throw unknown(name);
    }

    /** The signature that belongs to a key, to be initialised. */
    static Signature signature(Key key) {
        String name = key instanceof ECKey ec
                ? ec.getParams().getOrder().bitLength() == P384_BITS ? "SHA384withECDSA" : "SHA256withECDSA"
                : "Ed25519";
        try {
            return Signature.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 17 has " + name, e);
        }
    }

    private static <K extends Key> K checked(String file, K key) {
        if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            if (bits != P256_BITS && bits != P384_BITS) {
                throw unknown(file);
            }
        }
        return key;
    }

    private static UserError unknown(String file) {
        return new UserError(
                file + ": is not an Ed25519 key, nor one on P-256 or P-384. Make one with \"openssl genpkey"
                        + " -algorithm ed25519\".");
    }

    private static KeyFactory factory(String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 has " + algorithm, e);
        }
    }

    private static byte[] der(String text, String file, String kind) {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new UserError(file + ": is not in PEM; a file with \"-----BEGIN " + kind + "-----\" is expected.");
        }
        if (!pem.group(1).equals(kind)) {
            throw new UserError(file + ": holds \"" + pem.group(1).toLowerCase(Locale.ROOT) + "\"; \""
                    + kind.toLowerCase(Locale.ROOT) + "\" is expected. "
                    + (kind.startsWith("PRIVATE")
                            ? "Convert it with \"openssl pkcs8 -topk8 -nocrypt\"."
                            : "Take it from the private key with \"openssl pkey -pubout\"."));
        }
        try {
            return Base64.getMimeDecoder().decode(pem.group(2));
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": the key is damaged; take it from where it was made.", e);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }
}
