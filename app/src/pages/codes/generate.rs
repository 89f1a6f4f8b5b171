//! Making codes in two steps: first the pattern is looked at, then codes are made of it.

use contract::views::KeySpaceView;
use engine::problem::Problem;
use leptos::{form::ActionForm, prelude::*};

use crate::{
    api::codes::{GenerateCodes, PoolQuery},
    components::{Notice, Tone},
    editor::Section,
    local_path::escape,
    preferences::{use_language, use_texts},
};

use super::{PATH, refusal, words};

pub fn view(
    pool: String,
    query: &PoolQuery,
    space: Option<KeySpaceView>,
    problems: Vec<Problem>,
    action: ServerAction<GenerateCodes>,
) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let (pattern, count) = (query.pattern.clone(), query.count.max(1));
    let shown = if pattern.is_empty() { "SUMMER-######".to_owned() } else { pattern.clone() };
    let number = if pattern.is_empty() { 1_000 } else { count };
    let path = format!("{PATH}/{}", escape(&pool));
    let second = space.map(|space| make(pool, pattern, count, space, action));
    let problems = problems.into_iter().map(|problem| {
        view! { <p class="field-error" role="alert">{problem.message(language).to_owned()}</p> }
    });
    let problems: Vec<_> = problems.collect();
    view! {
        <Section id="section-generate" title=t("Сгенерировать коды", "Make codes")>
            <form method="GET" action=path>
                <div class="field-row">
                    <div class="field">
                        <label for="pattern">{t("Шаблон", "Pattern")}</label>
                        <input type="text" id="pattern" name="pattern" maxlength="64" value=shown spellcheck="false" required />
                    </div>
                    <div class="field">
                        <label for="count">{t("Сколько", "How many")}</label>
                        <input type="number" id="count" name="count" min="1" max="1000000" value=number.to_string() required />
                    </div>
                </div>
                <p class="field-hint">
                    {t(
                        "На месте «#» будет случайная буква или цифра, кроме похожих 0, O, 1, I, L.",
                        "Each “#” becomes a random letter or digit, without the look-alikes 0, O, 1, I, L.",
                    )}
                </p>
                {problems}
                <button type="submit">{t("Проверить шаблон", "Check the pattern")}</button>
            </form>
            {second}
        </Section>
    }
    .into_any()
}

fn make(pool: String, pattern: String, count: u64, space: KeySpaceView, action: ServerAction<GenerateCodes>) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let KeySpaceView { space, one_in, good, samples } = space;
    let one_in = words::grouped(one_in);
    let risk = language.pick(
        format!("Всего таких кодов {space}. Наугад подойдёт 1 из {one_in}."),
        format!("There are {space} such codes. Of {one_in} guesses one is right."),
    );
    let advice = (!good).then(|| {
        t(
            "Для ценных скидок это мало: добавьте знаков «#».",
            "For discounts that are worth something this is little: add signs “#”.",
        )
    });
    let number = words::grouped(count);
    let button = language.pick(format!("Создать кодов: {number}"), format!("Make {number} codes"));
    view! {
        <Notice tone=if good { Tone::Good } else { Tone::Warn }>
            <p>{risk}</p>
            {advice.map(|advice| view! { <p>{advice}</p> })}
            <p>{t("Например: ", "For example: ")} <code>{samples.join(", ")}</code></p>
        </Notice>
        <ActionForm action>
            <input type="hidden" name="pool" value=pool />
            <input type="hidden" name="pattern" value=pattern />
            <input type="hidden" name="count" value=count.to_string() />
            {move || refusal(action.value().get())}
            <button type="submit" class="button-primary" disabled=move || action.pending().get()>
                {button}
            </button>
        </ActionForm>
    }
    .into_any()
}
