//! Affine maps of the plane (ISO 32000-1 §8.3.3).

/// `a b c d e f`: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::verify) struct Matrix(pub(in crate::verify) [f64; 6]);

/// Points closer than this are the same, in points. Far less than the eye sees, far more than
/// the rounding of a number to three decimals.
const NEAR: f64 = 0.05;

impl Matrix {
    /// Leaves everything where it is.
    pub(in crate::verify) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, then the other.
    pub(in crate::verify) fn then(self, other: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = other.0;
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    /// A shift.
    pub(in crate::verify) const fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The image of the origin.
    pub(in crate::verify) fn origin(self) -> (f64, f64) {
        let [.., e, f] = self.0;
        (e, f)
    }

    /// Height of an em, in points.
    pub(in crate::verify) fn em(self) -> f64 {
        let [_, _, c, d, ..] = self.0;
        c.hypot(d)
    }

    /// Whether both map everything to the same place.
    pub(in crate::verify) fn is_near(self, other: Self) -> bool {
        let pairs = self.0.iter().zip(other.0);
        pairs.into_iter().all(|(one, other)| near(*one, other))
    }
}

/// Whether two lengths are the same. NaN equals nothing.
pub(in crate::verify) fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < NEAR
}
