//! Template families: one file each, newest layout first. A family sees a page and fills a draft; it knows nothing of entities.
