//! R7: sharing by the largest remainder.

use super::ratio::Ratio;

/// A number by weights: everyone gets the whole part of the exact share, and what is left over goes, one by one, to the
/// largest remainders, ties to whoever stands first. Where all weights are 0, nobody gets anything.
pub fn split(number: i64, weights: &[i64]) -> Vec<i64> {
    split_below(number, weights, &vec![i64::MAX; weights.len()])
}

/// The same where nobody may get more than the cap: what somebody cannot take goes to the next (R8, of lines).
pub fn split_below(number: i64, weights: &[i64], caps: &[i64]) -> Vec<i64> {
    let total: i64 = weights.iter().sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<Ratio> = weights.iter().map(|&weight| share_of(number, weight, total)).collect();
    let mut parts: Vec<i64> = exact.iter().map(|exact| exact.floor()).collect();
    let remainder = |index: usize| exact[index].minus(Ratio::from(exact[index].floor()));
    let mut order: Vec<usize> = (0..weights.len()).filter(|&index| weights[index] > 0).collect();
    order.sort_by(|&left, &right| remainder(right).cmp(&remainder(left)).then(left.cmp(&right)));
    let mut left_over = number - parts.iter().sum::<i64>();
    for &index in order.iter().cycle() {
        if left_over == 0 {
            break;
        }
        if parts[index] < caps[index] {
            parts[index] += 1;
            left_over -= 1;
        }
    }
    parts
}

/// An amount by weights, nobody above the cap: who would exceed the cap gets the cap, and the rest is shared afresh among
/// the others, until none exceeds. The shares sum to the amount, or to all that could be given (R7).
pub fn share(amount: i64, weights: &[i64], caps: &[i64]) -> Vec<i64> {
    let mut shares = vec![0; weights.len()];
    let mut open: Vec<usize> = (0..weights.len()).filter(|&index| weights[index] > 0).collect();
    let mut rest = amount;
    loop {
        let total: i64 = open.iter().map(|&index| weights[index]).sum();
        let exceeds = |&index: &usize| share_of(rest, weights[index], total) > Ratio::from(caps[index]);
        let Some(at) = open.iter().position(exceeds) else { break };
        let index = open.remove(at);
        shares[index] = caps[index];
        rest -= caps[index];
    }
    let parts = split(rest, &open.iter().map(|&index| weights[index]).collect::<Vec<_>>());
    for (index, part) in open.into_iter().zip(parts) {
        shares[index] = part;
    }
    shares
}

fn share_of(number: i64, weight: i64, total: i64) -> Ratio {
    Ratio::from(number).times(Ratio::new(weight, total))
}
