package io.jenkins.plugins.mlpipeline.engine.model.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** ONNX Runtime's messages, which name files and functions of its own sources. */
final class OnnxMessages {
    private static final String SOURCES = "/onnxruntime_src/";
    private static final String FUNCTION = "onnxruntime::";
    /** What stands before a function's name. */
    private static final Set<String> RETURNED = Set.of(
            "void",
            "bool",
            "int",
            "int64_t",
            "size_t",
            "float",
            "double",
            "auto",
            "static",
            "const",
            "virtual",
            "constexpr");

    /** The newest versions that ONNX Runtime 1.23 runs. */
    private static final int NEWEST_OPSET = 23;

    private static final int NEWEST_ML_OPSET = 5;
    private static final int NEWEST_IR = 11;

    /** A signature has no more. */
    private static final int MOST_WORDS = 64;

    private OnnxMessages() {}

    /**
     * A message on one line, without places in ONNX Runtime's sources: {@code Error code - ORT_FAIL - message: }, {@code
     * /onnxruntime_src/core/x.cc:12}, {@code void onnxruntime::x(int) const [with T = int]}.
     */
    static String withoutPlaces(String message) {
        List<String> words = List.of(message.strip().split("\\s+"));
        List<String> kept = new ArrayList<>();
        String before = "";
        int at = codeEnd(words);
        while (at < words.size()) {
            String word = before + words.get(at);
            before = "";
            int end = word.contains(FUNCTION) ? functionEnd(words, at) : at;
            if (end > at) {
                at = end;
                while (!kept.isEmpty() && RETURNED.contains(kept.get(kept.size() - 1))) {
                    kept.remove(kept.size() - 1);
                }
                continue;
            }
            at++;
            int place = at < words.size() ? place(word) : -1;
            if (place >= 0) {
                // "failed:/onnxruntime_src/x.cc:12 why": what stands before belongs to what follows.
                before = word.substring(0, place);
            } else {
                kept.add(word);
            }
        }
        return String.join(" ", kept);
    }

    /** A message with a way out where the model is newer than ONNX Runtime, or has numbers that an operator can't compute with. */
    static String withWayOut(String message) {
        if (message.contains("model IR version") || message.contains("is under development")) {
            return message + " The model is newer than this ONNX Runtime: export it with target_opset=" + NEWEST_OPSET
                    + " (skl2onnx, onnxmltools; torch.onnx.export calls it opset_version, ai.onnx.ml goes up to "
                    + NEWEST_ML_OPSET + "), and set model.ir_version = " + NEWEST_IR + " before onnx.save.";
        }
        if (message.contains("Could not find an implementation for")) {
            return message
                    + " It has none on processors for the type of the numbers (often bfloat16): export the model with"
                    + " 32-bit numbers (PyTorch: model.float()).";
        }
        return message;
    }

    private static int codeEnd(List<String> words) {
        boolean code = words.size() > 5
                && words.subList(0, 3).equals(List.of("Error", "code", "-"))
                && words.subList(4, 6).equals(List.of("-", "message:"));
        return code ? 6 : 0;
    }

    /** Where a place in the sources begins that ends with the word; -1 when there is none. */
    private static int place(String word) {
        int place = word.indexOf(SOURCES);
        int colon = word.lastIndexOf(':');
        boolean line =
                colon > place + SOURCES.length() && word.substring(colon + 1).matches("[0-9]+");
        return place >= 0 && line ? place : -1;
    }

    /** Behind the signature that begins with this word; the word itself when it is none. */
    private static int functionEnd(List<String> words, int begin) {
        int last = Math.min(words.size(), begin + MOST_WORDS);
        int at = begin;
        while (at < last && words.get(at).indexOf('(') < 0) {
            at++;
        }
        while (at < last && !words.get(at).endsWith(")")) {
            at++;
        }
        if (at == last) {
            return begin;
        }
        at++;
        if (at < last && words.get(at).equals("const")) {
            at++;
        }
        return at < last && words.get(at).startsWith("[") ? bracketsEnd(words, at, last) : at;
    }

    private static int bracketsEnd(List<String> words, int begin, int last) {
        for (int at = begin; at < last; at++) {
            if (words.get(at).endsWith("]")) {
                return at + 1;
            }
        }
        return begin;
    }
}
