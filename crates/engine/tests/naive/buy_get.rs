//! R9: buy some, get some. Units are listed one by one, and sets are tried one after another.

use engine::effects::{BuyGet, Pick};

use super::{money::Counter, ratio::percent};

/// The units of the sets: each is the index of its article.
struct Sets {
    targets: Vec<usize>,
    triggers: Vec<usize>,
}

/// Each target gets its percentage of what is left of it, rounded once per article, never more than what is left of the
/// free units. Sets that gave nothing leave their units to others.
pub fn apply(counter: &mut Counter<'_, '_>, effect: &BuyGet) {
    let most = effect.times.unwrap_or(i64::MAX);
    let mut formed = None;
    for number in 1..=most {
        let Some(sets) = form(counter, effect, number) else { break };
        formed = Some(sets);
    }
    let Some(sets) = formed else { return };
    let count = |units: &[usize], index: usize| units.iter().filter(|&&unit| unit == index).count() as i64;
    let cut = |index: usize| {
        let (article, targets) = (&counter.articles[index], count(&sets.targets, index));
        if targets == 0 {
            return 0;
        }
        let cut = article.left_of_free(targets).times(percent(effect.get.percent.0)).half_up(counter.rounding());
        cut.min(article.free_money).min(article.room())
    };
    let cuts: Vec<i64> = (0..counter.articles.len()).map(cut).collect();
    if cuts.iter().all(|&cut| cut == 0) {
        return;
    }
    for (index, cut) in cuts.into_iter().enumerate() {
        let units = count(&sets.targets, index) + count(&sets.triggers, index);
        if units > 0 {
            counter.articles[index].serve(units, cut);
        }
    }
}

/// So many sets, or none where units do not allow it: the cheapest (or dearest) targets that leave enough triggers, and the
/// dearest of the rest as triggers.
fn form(counter: &Counter<'_, '_>, effect: &BuyGet, number: i64) -> Option<Sets> {
    let may_trigger = counter.matching(&effect.buy.items);
    let may_be_target = counter.matching(effect.get.items.as_ref().unwrap_or(&effect.buy.items));
    let triggers_wanted = usize::try_from(number * effect.buy.quantity).ok()?;
    let targets_wanted = usize::try_from(number * effect.get.quantity).ok()?;

    // Goods that get no discount can be triggers and are never targets.
    let takes_discounts = |&index: &usize| !counter.articles[index].gets_no_discount();
    let mut target_units = units(counter, may_be_target.into_iter().filter(takes_discounts).collect());
    if effect.pick == Pick::Cheapest {
        target_units.sort_by_key(|&index| (counter.articles[index].price, counter.articles[index].offer));
    }
    let mut trigger_units = units(counter, may_trigger);

    let mut targets = Vec::new();
    for unit in target_units {
        if targets.len() == targets_wanted {
            break;
        }
        // A unit that may be either is a target only where enough triggers are left without it.
        match trigger_units.iter().position(|&trigger| trigger == unit) {
            None => targets.push(unit),
            Some(at) if trigger_units.len() > triggers_wanted => {
                trigger_units.remove(at);
                targets.push(unit);
            }
            Some(_) => {}
        }
    }
    if targets.len() < targets_wanted || trigger_units.len() < triggers_wanted {
        return None;
    }
    trigger_units.truncate(triggers_wanted);
    Some(Sets { targets, triggers: trigger_units })
}

/// Every free whole unit of these articles, the dearest first.
pub fn units(counter: &Counter<'_, '_>, indices: Vec<usize>) -> Vec<usize> {
    let of = |index: usize| (0..counter.articles[index].free_units()).map(move |_| index);
    counter.dearest_first(indices).into_iter().flat_map(of).collect()
}
