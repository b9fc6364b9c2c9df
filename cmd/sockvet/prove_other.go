//go:build !unix

package main

import "errors"

func (c *command) prove([]string) int {
	return c.failed(errors.New("prove: it needs Unix: ports are passed from one process to another"))
}

func startsTest([]string) bool { return false }
