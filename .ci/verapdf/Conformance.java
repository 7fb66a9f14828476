import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Validates PDF files with veraPDF against PDF/A-2a and PDF/UA-1.
 *
 * <pre>
 * ok   2a  path
 * FAIL ua1 path: clause 7.1 test 10: message (how often)
 * </pre>
 *
 * A file that meets a standard gets one line; one that does not gets a line for each rule it breaks.
 * A file that cannot be read or parsed, a validation that stopped early and one that checked nothing
 * are failures too. Exit status: 0 if every file meets both standards, 1 if not or if no file was given.
 */
public final class Conformance {
    private static final PDFAFlavour[] STANDARDS = {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] files) {
        Logger.getLogger("").setLevel(Level.SEVERE); // the parser's remarks; verdicts come as results
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        for (String file : files) {
            boolean good = true;
            for (PDFAFlavour standard : STANDARDS) {
                List<String> faults = faults(file, standard);
                for (String fault : faults) {
                    System.out.println("FAIL " + label(standard) + " " + file + ": " + fault);
                }
                if (faults.isEmpty()) {
                    System.out.println("ok   " + label(standard) + " " + file);
                }
                good &= faults.isEmpty();
            }
            failed += good ? 0 : 1;
        }
        if (files.length == 0) {
            System.out.println("FAIL no PDF file was given");
        }
        System.out.println("veraPDF, PDF/A-2a and PDF/UA-1: files checked: " + files.length
                + ", not conforming: " + failed);
        System.exit(files.length == 0 || failed > 0 ? 1 : 0);
    }

    private static String label(PDFAFlavour standard) {
        return standard == PDFAFlavour.PDFUA_1 ? "ua1" : "2a ";
    }

    /** What is wrong with the file under the standard, one entry for each broken rule; empty if it conforms. */
    private static List<String> faults(String file, PDFAFlavour standard) {
        List<String> faults = new ArrayList<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), standard);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            Map<RuleId, String> messages = new TreeMap<>(Conformance::compare);
            for (RuleId rule : result.getFailedChecks().keySet()) {
                messages.put(rule, "");
            }
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String error = assertion.getErrorMessage();
                    messages.merge(assertion.getRuleId(), error == null ? assertion.getMessage() : error,
                            (old, now) -> old.isEmpty() ? now : old);
                }
            }
            messages.forEach((rule, message) -> faults.add("clause " + rule.getClause()
                    + " test " + rule.getTestNumber() + ": " + message.replaceAll("\\s+", " ").trim()
                    + " (" + result.getFailedChecks().getOrDefault(rule, 1) + ")"));
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                faults.add("validation ended early: " + result.getJobEndStatus());
            }
            if (result.getPDFAFlavour() != standard) {
                faults.add("validated against " + result.getPDFAFlavour() + " instead");
            }
            if (result.getTotalAssertions() == 0) {
                faults.add("nothing was checked");
            }
            if (faults.isEmpty() && !result.isCompliant()) {
                faults.add("not compliant, and veraPDF names no rule");
            }
        } catch (Exception | LinkageError | StackOverflowError problem) {
            Throwable cause = problem;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            faults.add("could not be validated: " + String.valueOf(problem.getMessage()).replaceAll("\\s+", " ")
                    + " (" + cause + ")");
        }
        return faults;
    }

    private static int compare(RuleId a, RuleId b) {
        int byClause = a.getClause().compareTo(b.getClause());
        return byClause != 0 ? byClause : Integer.compare(a.getTestNumber(), b.getTestNumber());
    }
}
