package dev.tidemark.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A page in a browser, read and worked as a person does. Selectors are of CSS, with {@code >>>}
 * where they go on inside an element's shadow.
 */
final class ShownPage {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FIND =
            """
            let found = document;
            for (const step of arguments[0].split('>>>')) {
              found = (found.shadowRoot ?? found).querySelector(step.trim());
              if (!found) return null;
            }
            return found;
            """;

    private final ChromeDriver driver;

    ShownPage(ChromeDriver driver) {
        this.driver = driver;
    }

    void open(String url) {
        driver.get(url);
    }

    /** What stands in the address behind the path. */
    String search() {
        return String.valueOf(run("return location.search"));
    }

    WebElement find(String selector) {
        await("there is " + selector, () -> run(FIND, selector) != null);
        return Objects.requireNonNull((WebElement) run(FIND, selector));
    }

    boolean has(String selector) {
        return run(FIND, selector) != null;
    }

    /** The text of an element and of its shadow; empty if it is not there. */
    String text(String selector) {
        return String.valueOf(
                run(
                        "const found = (() => {"
                                + FIND
                                + "})(...arguments);"
                                + "return !found ? '' : (found.shadowRoot ?? found).textContent",
                        selector));
    }

    void awaitText(String selector, String part) {
        await(selector + " says " + part, () -> text(selector).contains(part));
    }

    /** Waits for what is to happen by itself. */
    void await(String what, BooleanSupplier holds) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(what)
                .ignoring(StaleElementReferenceException.class)
                .until(page -> holds.getAsBoolean());
    }

    void click(String selector) {
        WebElement element = find(selector);
        run("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    void type(String selector, String text) {
        find(selector).sendKeys(text);
    }

    /** Types where the page as a whole listens. */
    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** From a fourth of an element's width to its half, as with a mouse. */
    void dragOver(String selector) {
        WebElement element = find(selector);
        int quarter = element.getSize().getWidth() / 4;
        new Actions(driver)
                .moveToElement(element, -quarter, 0)
                .clickAndHold()
                .moveByOffset(quarter / 2, 0)
                .moveByOffset(quarter / 2, 0)
                .release()
                .perform();
    }

    @SuppressWarnings("NullAway") // a script may well return nothing
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the script's promise comes to. */
    @SuppressWarnings("NullAway")
    Object eventually(String expression, Object... arguments) {
        return driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "(async () => { "
                        + expression
                        + " })().then(done, error => done('failed: ' + error.stack))",
                arguments);
    }

    /** How many elements match, the shadows of others not included. */
    int count(String selector) {
        List<WebElement> found = driver.findElements(By.cssSelector(selector));
        return found.size();
    }
}
