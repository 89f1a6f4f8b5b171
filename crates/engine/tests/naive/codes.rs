//! R14: what a typed code opens, and what became of it.

use engine::{PoolCode, Promotion, quote::CodeStatus};

use super::{
    asked::{Asked, key},
    lanes::State,
    limits::is_used_up,
};

/// A promotion without codes needs none; with codes or a pool it needs one of those.
pub fn needs_no_code(promotion: &Promotion) -> bool {
    promotion.codes.is_empty() && promotion.code_pool.is_none()
}

/// The typed code as the promotion spells it, where it is one of the promotion's shared codes.
fn shared_code<'p>(asked: &Asked<'_>, promotion: &'p Promotion) -> Option<&'p str> {
    let typed = asked.typed()?;
    promotion.codes.iter().find(|code| key(code) == typed).map(String::as_str)
}

/// True where the typed code is of the promotion's pool, whatever became of it.
fn is_of_pool(asked: &Asked<'_>, promotion: &Promotion) -> bool {
    let found = if let PoolCode::Found { pool, .. } = asked.pool_code { Some(pool) } else { None };
    asked.typed().is_some() && found.is_some() && promotion.code_pool.as_ref() == found
}

/// True where a personal offer gave the pool's code to somebody else: it works for that customer alone, and for everybody else,
/// guests too, it is not redeemable.
fn is_somebody_elses(asked: &Asked<'_>) -> bool {
    let PoolCode::Found { owner: Some(owner), .. } = asked.pool_code else { return false };
    asked.customer_id() != Some(owner)
}

fn is_redeemed(asked: &Asked<'_>) -> bool {
    matches!(asked.pool_code, PoolCode::Found { redeemed: true, .. })
}

/// The typed code, where it lets the promotion apply. A pool's code works once.
pub fn working_code<'p>(asked: &Asked<'p>, promotion: &'p Promotion) -> Option<&'p str> {
    if let Some(code) = shared_code(asked, promotion) {
        return Some(code);
    }
    let PoolCode::Found { code, .. } = asked.pool_code else { return None };
    let works = is_of_pool(asked, promotion) && !is_redeemed(asked) && !is_somebody_elses(asked);
    works.then_some(code)
}

/// The first of the promotion's codes, where it may be suggested: a code is what is missing, and none of its codes was typed,
/// not even one of its pool that does not work, or that might be of its pool.
pub fn suggested_code<'p>(asked: &Asked<'p>, promotion: &'p Promotion) -> Option<&'p str> {
    let might_be_of_pool = *asked.pool_code == PoolCode::Unknown && asked.typed().is_some() && promotion.code_pool.is_some();
    let is_typed = shared_code(asked, promotion).is_some() || is_of_pool(asked, promotion) || might_be_of_pool;
    promotion.codes.first().map(String::as_str).filter(|_| !is_typed && promotion.suggest.is_some())
}

/// What became of the code: its status, and its spelling where it was applied. None where none was typed.
pub fn outcome(asked: &Asked<'_>, state: &State<'_>) -> Option<(CodeStatus, Option<String>)> {
    asked.typed()?;
    let applied = state.given.iter().find_map(|given| working_code(asked, given.promotion));
    if let Some(code) = applied {
        return Some((CodeStatus::Success, Some(code.to_owned())));
    }
    let live = asked.in_order();
    let is_behind = |promotion: &&&Promotion| shared_code(asked, promotion).is_some() || is_of_pool(asked, promotion);
    let behind: Vec<_> = live.iter().filter(is_behind).collect();
    if behind.is_empty() {
        let might_be_of_a_pool =
            *asked.pool_code == PoolCode::Unknown && live.iter().any(|promotion| promotion.code_pool.is_some());
        let status = if might_be_of_a_pool { CodeStatus::NotRedeemable } else { CodeStatus::NotFound };
        return Some((status, None));
    }
    // Each promotion behind it is used up, or needs a pool's code that has been redeemed.
    let is_over = |promotion: &Promotion| match shared_code(asked, promotion) {
        Some(_) => is_used_up(asked, promotion),
        None => !is_somebody_elses(asked) && (is_redeemed(asked) || is_used_up(asked, promotion)),
    };
    let is_over = behind.iter().all(|promotion| is_over(promotion));
    Some((if is_over { CodeStatus::AlreadyRedeemed } else { CodeStatus::NotRedeemable }, None))
}
