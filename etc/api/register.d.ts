// --- src/register.ts
