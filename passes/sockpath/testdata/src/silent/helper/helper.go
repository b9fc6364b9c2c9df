// Package helper has another package bind paths that are its own.
package helper
