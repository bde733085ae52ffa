import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/**
 * Judges many files in one start of the machine: {@code VeraPdf FLAVOURS FILE...}, flavours as
 * {@code 3a,ua1}. Prints for each file and flavour one line of five fields between tabs: flavour,
 * file, {@code pass} or {@code fail}, how many checks were made, and the failed rules. A file that is
 * no PDF ends the program: it has not been judged.
 */
public final class VeraPdf {
    private static final int ALL = 1_000_000;

    private VeraPdf() {
    }

    public static void main(String[] arguments) throws Exception {
        // The libraries print lines of their own; they go where nobody reads verdicts.
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<PDFAFlavour, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String id : arguments[0].split(",")) {
            profiles.put(PDFAFlavour.fromString(id), profile(id));
        }
        for (int at = 1; at < arguments.length; at++) {
            for (Map.Entry<PDFAFlavour, ValidationProfile> entry : profiles.entrySet()) {
                judge(arguments[at], entry.getKey(), entry.getValue(), out);
            }
        }
        out.flush();
    }

    private static ValidationProfile profile(String id) throws Exception {
        String name = id.startsWith("ua") ? "PDFUA-" + id.substring(2) : "PDFA-" + id.toUpperCase();
        String path = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream in = VeraPdf.class.getClassLoader().getResourceAsStream(path)) {
            return Profiles.profileFromXml(in);
        }
    }

    private static void judge(String file, PDFAFlavour flavour, ValidationProfile profile, PrintStream out)
            throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = ValidatorFactory.createValidator(profile, ALL, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> counts = new LinkedHashMap<>();
            Map<String, String> firsts = new LinkedHashMap<>();
            for (TestAssertion test : result.getTestAssertions()) {
                if (test.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                firsts.putIfAbsent(rule, test.getMessage() + " @ " + test.getLocation().getContext());
            }
            List<String> failed = new ArrayList<>();
            counts.forEach((rule, count) -> failed.add(rule + " x" + count + " " + line(firsts.get(rule))));
            out.println(String.join("\t", flavour.getId(), file, result.isCompliant() ? "pass" : "fail",
                    Integer.toString(result.getTotalAssertions()), String.join(" | ", failed)));
        }
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 400 ? line.substring(0, 400) : line;
    }
}
