//! The form of a promotion: what it gives, to whom, when; beside it what that means.

use leptos::prelude::*;
use serde_json::json;

use super::{THING, aside::Aside};
use crate::{
    api::shell::Shell,
    editor::{DateField, Editor, Section, id_field, suggest_id},
    rule_form::{Path, conditions_view, draft, effects_view, field_view, optional_view},
};

pub fn body(editor: Editor, shell: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    let field = move |key: &str| field_view(form, THING.field(key), &Path::root());
    suggest_id(editor);
    let (starts_zone, ends_zone, lanes) = (shell.zone.clone(), shell.zone.clone(), shell.view.lanes.clone());
    view! {
        <div class="editor">
            <div class="editor-main">
                <Section id="section-what" title=t("Что за акция", "The promotion")>
                    {field("name")}
                    {id_field(editor, t("По нему акцию узнают приложение и заказы.", "By it the app and orders know the promotion."))}
                    {field("note")}
                </Section>
                <Section id="section-effects" title=t("Что получит покупатель", "What the customer gets")>
                    {effects_view(form, &Path::root().key("effects"))}
                </Section>
                <Section id="section-conditions" title=t("При каких условиях", "Under which conditions")>
                    {conditions_view(form, &Path::root().key("conditions"))}
                    {field("codes")}
                    {field("code_pool")}
                    {optional_view(
                        form,
                        THING.field("suggest"),
                        t("Подсказывать код в корзине, когда всё остальное выполнено", "Suggest the code in the basket when all else is there"),
                        || json!({ "title": "" }),
                    )}
                </Section>
                <Section id="section-when" title=t("Когда", "When")>
                    <div class="field-row">
                        <DateField form key="starts_at" label=t("Начало", "Starts") zone=starts_zone />
                        <DateField form key="ends_at" label=t("Окончание", "Ends") zone=ends_zone />
                    </div>
                </Section>
                <Section id="section-order" title=t("Порядок и сочетание", "Order and combination")>
                    <div class="field-row">
                        <LaneField editor lanes />
                        {field("priority")}
                    </div>
                    {field("exclusive")}
                    {field("stop")}
                    {field("sums_with_bonuses")}
                </Section>
                <Section id="section-limits" title=t("Сколько всего", "How much in all")>
                    {field("limits")}
                </Section>
            </div>
            <Aside editor zone=shell.zone.clone() currency=shell.view.currency.clone() />
        </div>
    }
    .into_any()
}

/// Lanes are few and known: a menu.
#[component]
fn LaneField(editor: Editor, lanes: Vec<String>) -> impl IntoView {
    let form = editor.form;
    let path = Path::root().key("lane");
    let (text, problem, target) = (form.text(&path), form.problem(&path), path.clone());
    let initial = text.get_untracked();
    let known = lanes.contains(&initial) || initial.is_empty();
    let other = (!known).then(|| view! { <option value=initial.clone() selected=true>{initial.clone()}</option> });
    view! {
        <div class="field" class:field-invalid=move || problem.get().is_some()>
            <label for=path.control_id()>{form.t("Полоса", "Lane")}</label>
            <select
                id=path.control_id()
                name="lane"
                prop:value=move || text.get()
                on:change=move |event| {
                    let value = event_target_value(&event);
                    form.edit(|root| draft::type_text(root, &target, value));
                }
                disabled=form.read_only
            >
                {other}
                {lanes.into_iter().map(|lane| {
                    let selected = lane == text.get_untracked();
                    view! { <option value=lane.clone() selected=selected>{lane.clone()}</option> }
                }).collect_view()}
            </select>
            <p class="field-hint">{form.t(
                "Полосы работают по очереди: сначала полка, потом корзина, потом коды.",
                "Lanes run one after another: first the shelf, then the basket, then codes.",
            )}</p>
            {move || problem.get().map(|problem| view! { <p class="field-error">{problem}</p> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::THING;

    #[test]
    fn the_page_asks_for_fields_that_exist() {
        for key in [
            "name",
            "id",
            "note",
            "codes",
            "priority",
            "sums_with_bonuses",
            "exclusive",
            "stop",
            "code_pool",
            "limits",
            "suggest",
        ] {
            assert_eq!(THING.field(key).key, key);
        }
    }
}
