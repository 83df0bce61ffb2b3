package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Cuts a jar that carries native libraries for many kinds of machines down to one, so that 20 MB travel to an agent and not
 * 90. Equal inputs give equal bytes.
 */
public final class PlatformCut {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so(\\.[0-9.]+)?|dll|lib|a|dylib|jnilib|pdb|plist)");
    /** Libraries for graphics cards: none of our packs has the rest of CUDA. */
    private static final Pattern CUDA = Pattern.compile(".*/cu[0-9]+/.*");

    private PlatformCut() {}

    /** Whether an entry of a jar is of use on a kind of machine. */
    private static boolean kept(String entry, Natives kind) {
        String name = entry.toLowerCase(Locale.ROOT);
        if (!NATIVE.matcher(name).matches() && !name.contains(".dsym/")) {
            return true;
        }
        // What a debugger reads of macOS' libraries.
        return kind.has(name) && !name.contains(".dsym/") && !CUDA.matcher(name).matches();
    }

    /**
     * Writes the part of a jar that a kind of machine needs.
     *
     * @param jar read
     * @param kind of the machine
     * @param cut written anew
     * @return whether anything was left out; when not, {@code cut} was not written
     */
    public static boolean cut(Path jar, Natives kind, Path cut) throws IOException {
        try (JarFile in = new JarFile(jar.toFile(), false)) {
            if (in.stream().allMatch(e -> kept(e.getName(), kind))) {
                return false;
            }
            try (OutputStream file = Files.newOutputStream(cut);
                    ZipOutputStream out = new ZipOutputStream(file)) {
                for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.isDirectory() && kept(entry.getName(), kind)) {
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
