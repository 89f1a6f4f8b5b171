//! Beside the form: what the promotion does, in one sentence, and what is missing.

use engine::{Place, Problems, Promotion, describe::check_object, text::Words};
use leptos::prelude::*;
use serde_json::Value;

use crate::{editor::Editor, rule_form::FormNames, zone::Zone};

#[component]
pub fn Aside(editor: Editor, zone: Zone, currency: String) -> impl IntoView {
    let form = editor.form;
    let zone = StoredValue::new(zone);
    let currency = StoredValue::new(currency);
    let sentence = Memo::new(move |_| sentence(editor, &currency.get_value()));
    let period = move || {
        let local = |key: &str| {
            let moment = form.draft.with(|draft| draft[key].as_str().and_then(|text| text.parse().ok()))?;
            Some(zone.with_value(|zone| zone.local(moment)).replace('T', " "))
        };
        match (local("starts_at"), local("ends_at")) {
            (None, None) => form.t("Действует без ограничения по времени.", "Always on.").to_owned(),
            (Some(from), None) => {
                form.language.pick(format!("С {from}, без окончания."), format!("From {from}, without an end."))
            }
            (None, Some(to)) => form.language.pick(format!("До {to}."), format!("Until {to}.")),
            (Some(from), Some(to)) => form.language.pick(format!("С {from} до {to}."), format!("From {from} until {to}.")),
        }
    };
    view! {
        <aside class="editor-aside" aria-label=form.t("Коротко об акции", "The promotion in short")>
            <section class="panel">
                <h2>{form.t("Что делает акция", "What it does")}</h2>
                <p class="sentence" aria-live="polite">
                    {move || sentence.get().unwrap_or_else(|| {
                        form.t("Заполните поля слева — здесь появится описание.", "Fill in the fields, and it is described here.").to_owned()
                    })}
                </p>
                <p class="field-hint">{period}</p>
            </section>
            <section class="panel">
                <h2>{form.t("Готовность", "Checklist")}</h2>
                <Checklist editor />
            </section>
        </aside>
    }
}

/// What publishing will ask for.
#[component]
fn Checklist(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let items = Memo::new(move |_| {
        form.draft.with(|draft| {
            let (problems, promotion) = (check(draft), typed(draft));
            let name = draft["name"].as_str().is_some_and(|name| !name.trim().is_empty());
            let effects = promotion.as_ref().is_some_and(|promotion| !promotion.effects.is_empty());
            vec![
                (name, form.t("Есть название", "It has a name").to_owned()),
                (effects, form.t("Сказано, что получит покупатель", "It says what the customer gets").to_owned()),
                (problems.is_empty(), form.t("Все поля заполнены верно", "All fields are right").to_owned()),
            ]
        })
    });
    view! {
        <ul class="checklist">
            {move || items.get().into_iter().map(|(done, text)| view! {
                <li class:done=done>
                    <span class="mark" aria-hidden="true">{if done { "✓" } else { "•" }}</span>
                    <span class="visually-hidden">{if done { form.t("готово: ", "done: ") } else { form.t("осталось: ", "to do: ") }}</span>
                    {text}
                </li>
            }).collect_view()}
        </ul>
    }
}

/// What it does, in one sentence: written by the rule that the engine runs.
fn sentence(editor: Editor, currency: &str) -> Option<String> {
    let promotion = editor.form.draft.with(typed)?;
    Some(editor.form.names.with(|names| {
        let names = FormNames(names);
        promotion.sentence(&Words::new(editor.form.language, &names).in_currency(currency))
    }))
}

/// The promotion, where what was typed is one already.
fn typed(draft: &Value) -> Option<Promotion> {
    let mut draft = draft.clone();
    for key in ["id", "name"] {
        draft.as_object_mut()?.entry(key).or_insert_with(|| Value::String("x".to_owned()));
    }
    // The texts of a suggestion change nothing of what it does: they may be half written.
    serde_json::from_value(draft.clone()).ok().or_else(|| {
        draft.as_object_mut()?.remove("suggest")?;
        serde_json::from_value(draft).ok()
    })
}

/// What the one reader of the document says of what was typed.
fn check(draft: &Value) -> Problems {
    let mut problems = Problems::default();
    check_object(Promotion::FIELDS, draft, &Place::root(), &[], &mut problems);
    if problems.is_empty()
        && let Some(promotion) = typed(draft)
    {
        promotion.check(&Place::root(), &mut problems);
    }
    problems
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_typed_is_judged_by_the_documents_reader() {
        let draft = json!({"id": "x", "name": "x", "effects": [{"kind": "percent_off", "percent": "101"}]});
        let problems = check(&draft);
        assert_eq!(problems.0.iter().map(|problem| problem.place.as_str()).collect::<Vec<_>>(), ["effects[0].percent"]);
        assert_eq!(check(&json!({"id": "x", "name": "x", "priority": "5"})), Problems::default());
    }

    #[test]
    fn what_it_does_is_told_while_a_suggestion_is_half_written() {
        let draft = json!({"id": "x", "name": "x", "suggest": {}, "effects": [{"kind": "percent_off", "percent": "5"}]});
        assert!(typed(&draft).is_some_and(|promotion| promotion.suggest.is_none()));
        assert_eq!(check(&draft).0.first().map(|problem| problem.place.as_str()), Some("suggest.title"));
    }
}
