/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A hash table under rw.  Its nodes come from a free list under spin, which
 * interrupts use, too.  Every walk is bounded: a thread that did not stop may
 * have spoilt a list, and that must not hang the dump.
 */
#include "bench/drill/world/world.h"

#define KEYS 4096

void
table_init(void)
{
	struct world_data *data = &world.data;

	data->table = (struct world_table){ 0 };
	for (unsigned i = 0; i < WORLD_BUCKETS; i++)
		data->table.bucket[i] = WORLD_NIL;
	for (unsigned i = 0; i < WORLD_NODES; i++)
		data->nodes[i] = (struct world_node){
			.next = i + 1 < WORLD_NODES ? i + 1 : WORLD_NIL,
		};
	data->pool = (struct world_pool){ 0, WORLD_NODES };
}

/* Takes a node from the free list; WORLD_NIL if there is none. */
static uint32_t
pool_get(struct world_cpu *cpu)
{
	struct world_pool *pool = &world.data.pool;
	uint32_t node;

	world_acquire(cpu, WORLD_POOL, DUMP_EXCLUSIVE);
	node = pool->first;
	if (node < WORLD_NODES) {
		pool->first = world.data.nodes[node].next;
		world_moment(cpu, WORLD_POOL);
		pool->n_free--;
	}
	world_release(cpu, WORLD_POOL);
	return node;
}

static void
pool_put(struct world_cpu *cpu, uint32_t node)
{
	struct world_pool *pool = &world.data.pool;

	if (node >= WORLD_NODES)
		return;
	world_acquire(cpu, WORLD_POOL, DUMP_EXCLUSIVE);
	world.data.nodes[node].next = pool->first;
	world_moment(cpu, WORLD_POOL);
	pool->first = node;
	pool->n_free++;
	world_release(cpu, WORLD_POOL);
}

/*
 * Takes a node and puts it back in one section, since an interrupt keeps
 * nothing.
 */
void
pool_turn(struct world_cpu *cpu)
{
	struct world_pool *pool = &world.data.pool;
	uint32_t node;

	world_acquire(cpu, WORLD_POOL, DUMP_EXCLUSIVE);
	node = pool->first;
	if (node < WORLD_NODES) {
		pool->first = world.data.nodes[node].next;
		world_moment(cpu, WORLD_POOL);
		pool->first = node;
	}
	world_release(cpu, WORLD_POOL);
}

static void
insert(struct world_cpu *cpu, uint32_t key)
{
	struct world_table *table = &world.data.table;
	uint32_t node;

	world_acquire(cpu, WORLD_TABLE, DUMP_EXCLUSIVE);
	node = pool_get(cpu);
	if (node < WORLD_NODES) {
		struct world_node *n = &world.data.nodes[node];

		n->key = key;
		for (unsigned i = 0; i < 6; i++)
			n->content[i] = world_word(key, i);
		n->next = table->bucket[key % WORLD_BUCKETS];
		table->bucket[key % WORLD_BUCKETS] = node;
		world_moment(cpu, WORLD_TABLE);
		table->n_nodes++;
		table->key_sum += key;
	}
	world_release(cpu, WORLD_TABLE);
}

/* Removes the first node of the key's bucket, whatever its own key is. */
static void
remove_first(struct world_cpu *cpu, uint32_t key)
{
	struct world_table *table = &world.data.table;
	uint32_t *first = &table->bucket[key % WORLD_BUCKETS];
	uint32_t node;

	world_acquire(cpu, WORLD_TABLE, DUMP_EXCLUSIVE);
	node = *first;
	if (node < WORLD_NODES) {
		*first = world.data.nodes[node].next;
		table->n_nodes--;
		world_moment(cpu, WORLD_TABLE);
		table->key_sum -= world.data.nodes[node].key;
		pool_put(cpu, node);
	}
	world_release(cpu, WORLD_TABLE);
}

static void
find_entry(struct world_cpu *cpu, uint32_t key)
{
	uint32_t node;

	world_acquire(cpu, WORLD_TABLE, DUMP_SHARED);
	node = world.data.table.bucket[key % WORLD_BUCKETS];
	for (unsigned i = 0; i < WORLD_NODES && node < WORLD_NODES &&
	     world.data.nodes[node].key != key;
	     i++)
		node = world.data.nodes[node].next;
	world_moment(cpu, WORLD_TABLE);
	world_release(cpu, WORLD_TABLE);
}

void
table_step(struct world_cpu *cpu)
{
	const uint32_t key = world_throw(cpu, KEYS);

	switch (world_throw(cpu, 4)) {
	case 0:
		insert(cpu, key);
		break;
	case 1:
		remove_first(cpu, key);
		break;
	default:
		find_entry(cpu, key);
	}
}
