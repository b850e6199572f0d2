import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;

/** Reads 0.txt, 1.txt, ... of a folder (the date of the text, then the text), writes N.xml beside them, and prints the seconds it took. */
public class HeidelTime {
    public static void main(String[] arguments) throws Exception {
        var printed = System.out;
        System.setOut(System.err);
        Path folder = Path.of(arguments[0]);
        var reader = new HeidelTimeStandalone(
            Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, folder.resolve("config.props").toString(), POSTagger.TREETAGGER);
        double seconds = 0;
        for (int number = 0; number < Integer.parseInt(arguments[1]); number++) {
            String[] parts = Files.readString(folder.resolve(number + ".txt")).split("\n", 2);
            var published = new SimpleDateFormat("yyyy-MM-dd").parse(parts[0]);
            long started = System.nanoTime();
            String answer = reader.process(parts[1], published);
            seconds += (System.nanoTime() - started) / 1e9;
            Files.writeString(folder.resolve(number + ".xml"), answer);
        }
        printed.println(seconds);
    }
}
