/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Put in front, by -include, of what is compiled once for all builds of the
 * locks.  There the check, its place and the back-off are `of_no_build`: code
 * that asks for one of them, by an inlined verb too, does not compile.
 */
#ifndef TESTS_LOCKS_NO_BUILD_H
#define TESTS_LOCKS_NO_BUILD_H

#define OF_NO_BUILD \
	__attribute__((error("this is of one build: call it by the table")))

unsigned no_build_choice(void) OF_NO_BUILD;
_Bool stop_check_of_no_build(const void *td) OF_NO_BUILD;
unsigned delay_wait_of_no_build(void *delay) OF_NO_BUILD;

#define STOP_CHECK_of_no_build no_build_choice()
#define STOP_PLACE_of_no_build no_build_choice()
#define LOCK_DELAY_of_no_build no_build_choice()

#define STOP_CHECK of_no_build
#define STOP_PLACE of_no_build
#define LOCK_DELAY of_no_build

#endif /* TESTS_LOCKS_NO_BUILD_H */
