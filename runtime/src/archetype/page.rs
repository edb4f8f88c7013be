//! Parts of in-memory lists: by offset and limit, or by shards.

/// The offset and limit of a request, and the total number of items.
#[derive(Debug)]
pub(super) struct Part<T> {
    pub(super) items: Vec<T>,
    pub(super) total: i64,
    pub(super) offset: i64,
    pub(super) limit: i32,
}

/// The default limit.
const LIMIT: i32 = 50;

/// Returns the requested part of a list.
pub(super) fn part<T>(items: Vec<T>, offset: Option<i64>, limit: Option<i32>) -> Part<T> {
    let (offset, limit) = (offset.unwrap_or(0), limit.unwrap_or(LIMIT));
    let total = count(items.len());
    let skipped = items.into_iter().skip(usize::try_from(offset).unwrap_or(usize::MAX));
    let items = skipped.take(usize::try_from(limit).unwrap_or(0)).collect();
    Part { items, total, offset, limit }
}

/// Returns a shard of a list, a page of at most `most` items. -1 means the first shard, or no limit.
pub(super) fn shard<T>(items: Vec<T>, index: Option<i32>, most: Option<i32>) -> Vec<T> {
    let index = usize::try_from(index.unwrap_or(-1)).unwrap_or(0);
    match usize::try_from(most.unwrap_or(-1)) {
        Ok(most) => items.into_iter().skip(index.saturating_mul(most)).take(most).collect(),
        Err(_) if index == 0 => items,
        Err(_) => Vec::new(),
    }
}

/// Converts a count for a response.
pub(super) fn count<N>(number: usize) -> N
where
    N: TryFrom<usize> + Largest,
{
    N::try_from(number).unwrap_or(N::LARGEST)
}

/// A number that represents all larger ones.
pub(super) trait Largest {
    const LARGEST: Self;
}

impl Largest for i32 {
    const LARGEST: Self = Self::MAX;
}

impl Largest for i64 {
    const LARGEST: Self = Self::MAX;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_contains_the_total() {
        let Part { items, total, offset, limit } = part((0..100).collect(), Some(98), None);
        assert_eq!((items, total, offset, limit), (vec![98, 99], 100, 98, 50));
        assert_eq!(part((0..100).collect::<Vec<_>>(), None, Some(7)).items.len(), 7);
        assert!(part(vec![1], Some(i64::MAX), None).items.is_empty());
    }

    #[test]
    fn shards_contain_every_item_once() {
        let all: Vec<i32> = (0..10).collect();
        let of = |index, most| shard(all.clone(), index, most);
        assert_eq!(of(None, None), all);
        assert_eq!(of(Some(-1), Some(-1)), all);
        assert!(of(Some(1), None).is_empty());
        assert_eq!(of(None, Some(4)), [0, 1, 2, 3]);
        assert_eq!(of(Some(2), Some(4)), [8, 9]);
        assert!(of(Some(i32::MAX), Some(i32::MAX)).is_empty());
        assert!(of(None, Some(0)).is_empty());
    }
}
