//! HTML to text and blocks; signals that no template owns (VIRIN, "Photo By").
