//! R9: goods together at one price. Sets are formed one after another from a list of single units.

use engine::effects::Bundle;

use super::{money::Counter, sharing::share};

/// The units of one set: each is the index of its article, in order.
type Set = Vec<usize>;

/// Sets made of the same units follow one another and are calculated together, until one would not cost less than its
/// units do.
pub fn apply(counter: &mut Counter<'_, '_>, effect: &Bundle) {
    let mut times = effect.times.unwrap_or(i64::MAX);
    while times > 0 {
        let sets = alike(counter, effect, times);
        if sets.is_empty() || !sell(counter, &sets, effect.price.0) {
            return;
        }
        times -= sets.len() as i64;
    }
}

/// The next set and those after it that are made of the same units, at most so many.
fn alike(counter: &Counter<'_, '_>, effect: &Bundle, most: i64) -> Vec<Set> {
    let mut used: Vec<i64> = vec![0; counter.articles.len()];
    let mut sets: Vec<Set> = Vec::new();
    while (sets.len() as i64) < most {
        let Some(set) = form(counter, effect, &used) else { break };
        if sets.first().is_some_and(|first| *first != set) {
            break;
        }
        set.iter().for_each(|&unit| used[unit] += 1);
        sets.push(set);
    }
    sets
}

/// A set, where so many units of each article are used already. The part that fewer of the goods match chooses first, ties
/// by their order; each takes the dearest units. Goods that get no discount can be in no bundle.
fn form(counter: &Counter<'_, '_>, effect: &Bundle, used: &[i64]) -> Option<Set> {
    let takes_discounts = |&index: &usize| !counter.articles[index].gets_no_discount();
    let goods = |part: &engine::effects::Part| -> Vec<usize> {
        counter.matching(&part.items).into_iter().filter(takes_discounts).collect()
    };
    let mut parts: Vec<_> = effect.parts.iter().map(|part| (part.quantity, goods(part))).collect();
    parts.sort_by_key(|(_, goods)| goods.len());

    let mut used = used.to_vec();
    let mut set = Vec::new();
    for (quantity, goods) in parts {
        for _ in 0..quantity {
            let is_free = |&index: &usize| counter.articles[index].free_units() > used[index];
            let unit = counter.dearest_first(goods.clone()).into_iter().find(is_free)?;
            used[unit] += 1;
            set.push(unit);
        }
    }
    set.sort_unstable();
    Some(set)
}

/// Takes off what is left of all units of these sets, less their prices, shared by what is left of those units. False where
/// that is nothing: then none of these sets is formed.
fn sell(counter: &mut Counter<'_, '_>, sets: &[Set], price: i64) -> bool {
    let units: Vec<i64> =
        (0..counter.articles.len()).map(|index| sets.iter().flatten().filter(|&&unit| unit == index).count() as i64).collect();
    let concerned: Vec<usize> = (0..units.len()).filter(|&index| units[index] > 0).collect();
    let left: Vec<i64> = concerned.iter().map(|&index| counter.articles[index].left_of_free(units[index]).half_up(1)).collect();
    let off = left.iter().sum::<i64>() - price * sets.len() as i64;
    if off <= 0 {
        return false;
    }
    // Neither below the floor, nor more than the units are worth.
    let caps: Vec<i64> = concerned.iter().zip(&left).map(|(&index, &left)| counter.articles[index].room().min(left)).collect();
    let cuts = share(off, &left, &caps);
    if cuts.iter().all(|&cut| cut == 0) {
        return false;
    }
    for (&index, cut) in concerned.iter().zip(cuts) {
        counter.articles[index].serve(units[index], cut);
    }
    true
}
