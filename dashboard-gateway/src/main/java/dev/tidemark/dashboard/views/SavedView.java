package dev.tidemark.dashboard.views;

/**
 * A view that somebody saved.
 *
 * @param id by which the page knows it
 * @param name for people
 * @param search the query string of the page that shows it
 * @param start whether it is what the page shows first
 */
record SavedView(String id, String name, String search, boolean start) {}
