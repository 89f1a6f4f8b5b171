//! A second engine, written from docs/rules.md without any optimisation: an executable reading of that page, to compare the
//! first one with. It shares nothing with the first but the document's types: no index, nothing prepared, every unit counted
//! by itself, every fraction exact.

mod answer;
mod article;
mod asked;
mod bundle;
mod buy_get;
mod codes;
pub mod compare;
mod conditions;
mod give;
mod goods;
mod intake;
mod lanes;
mod limits;
mod money;
mod points;
mod ratio;
pub mod shares;
mod sharing;

use engine::rules::Gift;

pub use answer::Answer;
pub use asked::Asked;

use answer::{AtWork, Choice};
use lanes::{Run, State};

/// What a basket costs.
pub fn quote(asked: &Asked<'_>) -> Answer {
    let entries = intake::entries(asked);
    let (articles, bought_on) = intake::articles(&entries);
    // R13: of promotions of two groups the first named counts; unknown ids are passed over.
    let chosen = asked.basket.chosen.iter().find_map(|chosen| asked.group_of(&chosen.promotion));
    let state = Run::new(asked, &entries, chosen).calculate(articles.clone());
    let lines = answer::lines(asked, &entries, &bought_on, &state);
    let points = points::of_articles(asked, &state);

    // R13: each group is priced by a full calculation of its own; the groups stand in the order of their ids.
    let mut groups: Vec<_> = asked.ruleset.promo_groups.iter().collect();
    groups.sort_by_key(|group| &group.id);
    let groups = groups.into_iter().map(|group| {
        let state = Run::new(asked, &entries, Some(&group.id)).calculate(articles.clone());
        group.promotions.iter().filter_map(|id| choice(asked, id, &state)).collect::<Vec<_>>()
    });
    Answer {
        total: state.articles.iter().map(article::Article::left).sum(),
        discount: discount(&state),
        code: codes::outcome(asked, &state),
        promotions: state.given.iter().map(|given| at_work(asked, given)).collect(),
        groups: groups.filter(|group| !group.is_empty()).collect(),
        suggestions: state.suggestions.clone(),
        points: points.map(|points| points::of_order(asked, &points)),
        notices: answer::notices(asked, &entries, &state, &lines),
        lines,
    }
}

/// The order's discount: gift units are left out of it.
fn discount(state: &State<'_>) -> i64 {
    state.articles.iter().map(article::Article::discount).sum()
}

fn at_work(asked: &Asked<'_>, given: &give::Given<'_>) -> AtWork {
    AtWork {
        id: given.promotion.id.clone(),
        name: given.promotion.name.clone(),
        in_group: asked.group_of(&given.promotion.id).is_some(),
        gifts: owned(&given.gifts),
        options: owned(&given.options),
    }
}

/// R13: an entry is listed if it would give something; `discount` is the order's, on an entry that gives money.
fn choice(asked: &Asked<'_>, id: &str, state: &State<'_>) -> Option<Choice> {
    let given = state.given.iter().find(|given| given.promotion.id == id)?;
    Some(Choice {
        id: given.promotion.id.clone(),
        name: given.promotion.name.clone(),
        sums_with_bonuses: given.promotion.sums_with_bonuses,
        gifts: owned(&given.gifts),
        options: owned(&given.options),
        limit: (!given.options.is_empty()).then(|| asked.options_of(given.promotion).1),
        discount: (given.money_in_all() > 0).then(|| discount(state)),
    })
}

fn owned(gifts: &[&Gift]) -> Vec<Gift> {
    gifts.iter().map(|gift| (*gift).clone()).collect()
}
