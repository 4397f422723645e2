"""Adoptions, mentions, and what a plan carries on from another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('plans', '0011_remark_reach'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('adopted_on', models.DateField(verbose_name='date de l’adoption')),
                ('instance', models.CharField(max_length=300, verbose_name='instance')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('after_edit', models.PositiveBigIntegerField(default=0)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('content', models.JSONField()),
                ('keys', models.JSONField(default=dict)),
                ('withheld', models.JSONField(default=list)),
                ('sha256', models.CharField(max_length=64)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baselines', to='plans.plan')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-adopted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Descent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descents', to='plans.element')),
                ('element', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='descent', to='plans.element')),
            ],
        ),
        migrations.CreateModel(
            name='RollOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='carries_on', to='plans.plan')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carried_on_by', to='plans.plan')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('remark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='plans.remark')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('remark', 'user'), name='memory_mention_once')],
            },
        ),
    ]
