//! What the basket costs, line by line, and what is at work in it.

use std::collections::BTreeMap;

use contract::views::TryView;
use engine::{
    Money, Quantity, Quote,
    describe::Reference,
    quote::{Applied, CodeOutcome, CodeStatus, GroupEntry, QuoteLine},
    rules::Gift,
    text::Words,
};
use leptos::prelude::*;

use super::reasons;
use crate::{components::DataTable, rule_form::Form};

#[component]
pub fn ResultView(view: TryView, form: Form, chosen: RwSignal<Vec<String>>, choose: Callback<Vec<String>>) -> impl IntoView {
    let TryView { quote, reasons, ruleset_revision, at } = view;
    let Quote { total, discount, code, lines, promotions, groups, suggestions, bonuses, notices } = quote;
    let names = Named::of(form, &lines, &promotions);
    let rows = lines.iter().enumerate().map(|(index, line)| row(form, line, &reasons::of_line(&reasons, index), &names));
    let rows = rows.collect_view();
    let columns = vec![
        form.t("Товар", "Product"),
        form.t("Цена", "Price"),
        form.t("Кол-во", "Quantity"),
        form.t("Скидка", "Discount"),
        form.t("Итого", "Subtotal"),
        form.t("Что сработало", "What applied"),
    ];
    view! {
        {notices.into_iter().map(|notice| view! { <p class="notice notice-info">{notice}</p> }).collect_view()}
        {code.map(|code| code_view(form, code))}
        <DataTable label=form.t("Корзина по строкам", "The basket line by line").to_owned() columns>
            {rows}
        </DataTable>
        <dl class="totals">
            <dt>{form.t("Скидка", "Discount")}</dt>
            <dd data-testid="discount">{money(form, discount)}</dd>
            <dt>{form.t("К оплате", "Total")}</dt>
            <dd data-testid="total"><strong>{money(form, total)}</strong></dd>
            {bonuses.map(|points| view! {
                <dt>{form.t("Можно списать баллов", "Points to spend")}</dt>
                <dd>{points.can_spend}</dd>
                <dt>{form.t("Будет начислено", "Points to earn")}</dt>
                <dd>{points.will_earn}</dd>
            })}
        </dl>
        {promotions_view(form, promotions, &names)}
        {reasons::suggestions_view(form, suggestions)}
        {(!groups.is_empty()).then(|| groups_view(form, groups, chosen, choose))}
        {reasons::reasons_view(form, reasons)}
        <p class="muted">
            {form.language.pick(
                format!("Рассчитано на {at}, по правилам версии {ruleset_revision}."),
                format!("Calculated for {at}, by revision {ruleset_revision} of the rules."),
            )}
        </p>
    }
}

/// Names for the ids of an answer, as far as the answer itself or the form knows them.
struct Named {
    form: Form,
    offers: BTreeMap<String, String>,
    promotions: BTreeMap<String, String>,
}

impl Named {
    fn of(form: Form, lines: &[QuoteLine], promotions: &[Applied]) -> Self {
        let offers = lines.iter().map(|line| (line.offer_id.clone(), line.name.clone())).collect();
        let promotions = promotions.iter().map(|promotion| (promotion.id.clone(), promotion.name.clone())).collect();
        Self { form, offers, promotions }
    }

    fn promotion(&self, id: &str) -> String {
        self.promotions.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    fn offer(&self, id: &str) -> String {
        let known = self.offers.get(id).cloned().or_else(|| untrack(|| self.form.name(Reference::Offer, id)));
        known.unwrap_or_else(|| id.to_owned())
    }
}

fn money(form: Form, amount: Money) -> String {
    form.currency.with_value(|currency| Words { currency, ..Words::plain(form.language) }.money(amount))
}

fn row(form: Form, line: &QuoteLine, cuts: &[(String, Money)], names: &Named) -> AnyView {
    let gift = (line.gift > Quantity::ZERO).then(|| {
        let text = form.language.pick(format!("подарок: {}", line.gift), format!("gift: {}", line.gift));
        view! { <span class="badge badge-good">{text}</span> }
    });
    let set_aside = line.set_aside.then(|| view! { <span class="badge">{form.t("отложен", "set aside")}</span> });
    let applied = applied(form, line, cuts, names);
    let trouble = line.error.clone().map(|error| view! { <p class="field-error">{error}</p> });
    let notice = line.notice.clone().map(|notice| view! { <p class="field-note">{notice}</p> });
    view! {
        <tr>
            <th scope="row">
                {line.name.clone()} <span class="id">{line.offer_id.clone()}</span> {gift} {set_aside} {trouble} {notice}
            </th>
            <td class="number">{money(form, line.price)}</td>
            <td class="number">{line.quantity.to_string()}</td>
            <td class="number">{money(form, line.discount)}</td>
            <td class="number">{money(form, line.subtotal)}</td>
            <td>{applied}</td>
        </tr>
    }
    .into_any()
}

/// The promotions that gave the line something, each with what it took off.
fn applied(form: Form, line: &QuoteLine, cuts: &[(String, Money)], names: &Named) -> String {
    let one = |id: &String| match cuts.iter().find(|(promotion, _)| promotion == id) {
        Some(&(_, cut)) => format!("{}: −{}", names.promotion(id), money(form, cut)),
        None => names.promotion(id),
    };
    let mut applied: Vec<String> = line.applied.iter().map(one).collect();
    applied.dedup();
    applied.join("; ")
}

fn code_view(form: Form, code: CodeOutcome) -> AnyView {
    let (tone, text) = match code.status {
        CodeStatus::Success => (
            "notice notice-good",
            form.language.pick("Промокод применён", "The code was applied").to_owned()
                + &code.applied.map(|code| format!(": {code}")).unwrap_or_default(),
        ),
        CodeStatus::NotFound => ("notice notice-warn", form.t("Такого промокода нет.", "There is no such code.").to_owned()),
        CodeStatus::AlreadyRedeemed => {
            ("notice notice-warn", form.t("Промокод уже использован.", "The code was used already.").to_owned())
        }
        CodeStatus::NotRedeemable => (
            "notice notice-warn",
            form.t(
                "Промокод есть, но здесь ничего не дал. Почему — сказано ниже.",
                "The code exists, but gives nothing here. Below it says why.",
            )
            .to_owned(),
        ),
    };
    view! { <p class=tone>{text}</p> }.into_any()
}

fn promotions_view(form: Form, promotions: Vec<Applied>, names: &Named) -> AnyView {
    if promotions.is_empty() {
        return view! { <p>{form.t("Ни одна акция не сработала.", "No promotion applied.")}</p> }.into_any();
    }
    let items = promotions
        .into_iter()
        .map(|promotion| {
            let gifts = list(form.t("подарки", "gifts"), &promotion.gifts, names);
            let options = list(form.t("на выбор", "to choose from"), &promotion.options, names);
            view! {
                <li>
                    <a href=format!("/promotions/{}", crate::local_path::escape(&promotion.id))>{promotion.name}</a>
                    {gifts}
                    {options}
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{form.t("Сработавшие акции", "Promotions at work")}</h2>
        <ol class="at-work">{items}</ol>
    }
    .into_any()
}

fn list(what: &str, gifts: &[Gift], names: &Named) -> Option<AnyView> {
    let gifts: Vec<_> = gifts.iter().map(|gift| format!("{} × {}", names.offer(&gift.offer_id), gift.quantity)).collect();
    (!gifts.is_empty()).then(|| view! { <span class="muted">{format!(" — {what}: {}", gifts.join(", "))}</span> }.into_any())
}

/// Radio buttons, as the app shows them: a group with all its promotions, or none.
fn groups_view(
    form: Form,
    groups: Vec<Vec<GroupEntry>>,
    chosen: RwSignal<Vec<String>>,
    choose: Callback<Vec<String>>,
) -> AnyView {
    let none = view! {
        <label class="choice">
            <input type="radio" name="promo-group" prop:checked=move || chosen.with(Vec::is_empty) on:change=move |_| choose.run(Vec::new()) />
            <span>{form.t("Ничего не выбрано", "Nothing chosen")}</span>
        </label>
    };
    let entries = groups
        .into_iter()
        .map(|group| {
            let ids: Vec<String> = group.iter().map(|entry| entry.id.clone()).collect();
            let (mine, on) = (ids.clone(), ids);
            let label = group.iter().map(|entry| entry_text(form, entry)).collect::<Vec<_>>().join(" + ");
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="promo-group"
                        prop:checked=move || chosen.with(|chosen| *chosen == mine)
                        on:change=move |_| choose.run(on.clone())
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field-group">
            <legend>{form.t("Акции на выбор", "Promotions to choose from")}</legend>
            {none}
            {entries}
        </fieldset>
    }
    .into_any()
}

fn entry_text(form: Form, entry: &GroupEntry) -> String {
    match entry.discount {
        Some(discount) => {
            let (name, discount) = (&entry.name, money(form, discount));
            form.language
                .pick(format!("{name} — скидка на весь заказ {discount}"), format!("{name} — {discount} off the whole order"))
        }
        None => entry.name.clone(),
    }
}
