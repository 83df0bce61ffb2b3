package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Cuts a jar that carries native libraries for many platforms down to Linux x86-64, so that 20 MB travel to an agent and
 * not 90. Equal inputs give equal bytes.
 */
public final class PlatformCut {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so(\\.[0-9.]+)?|dll|lib|a|dylib|jnilib|pdb|plist)");
    private static final List<String> KEPT = List.of("linux-x64", "linux-x86-64", "linux-x86_64", "linux/x86_64");
    /** Libraries for graphics cards: none of our packs has the rest of CUDA. */
    private static final Pattern CUDA = Pattern.compile(".*/cu[0-9]+/.*");

    private PlatformCut() {}

    /** Whether an entry of a jar is of use on Linux x86-64. */
    static boolean kept(String entry) {
        String name = entry.toLowerCase(Locale.ROOT);
        if (!NATIVE.matcher(name).matches() && !name.contains(".dsym/")) {
            return true;
        }
        return KEPT.stream().anyMatch(name::contains) && !CUDA.matcher(name).matches();
    }

    /**
     * Writes the part of a jar that Linux x86-64 needs.
     *
     * @param jar read
     * @param cut written anew
     * @return whether anything was left out; when not, {@code cut} was not written
     */
    public static boolean cut(Path jar, Path cut) throws IOException {
        try (JarFile in = new JarFile(jar.toFile(), false)) {
            if (in.stream().allMatch(e -> kept(e.getName()))) {
                return false;
            }
            try (OutputStream file = Files.newOutputStream(cut);
                    ZipOutputStream out = new ZipOutputStream(file)) {
                for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.isDirectory() && kept(entry.getName())) {
                        copy(in, entry, out);
                    }
                }
            }
            return true;
        }
    }

    private static void copy(JarFile in, JarEntry entry, ZipOutputStream out) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(0);
        out.putNextEntry(copy);
        try (InputStream bytes = in.getInputStream(entry)) {
            bytes.transferTo(out);
        }
        out.closeEntry();
    }
}
